"""StageCoach guides vocational students on placement, on a learning and a work track.

The house, from the ground up: `domain` words and sums of the trade; `store` what is kept and how
it is opened; `services` what a user can do, a package per subject, session first; `documents`
rows in, PDF out; `ui` the window, the only floor that knows Qt; `cli` a second, thin face on the
same services; `app` wires it all together. A subject has the same name on each floor, and
CONTRIBUTING.md has the words.
"""

__version__ = "0.4.0"
