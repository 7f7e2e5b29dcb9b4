"""Everything that is true of a school's self-evaluation without a screen.

Rooms, ground floor first (a room imports only from lower floors):

1. `frameworks`, `records`, `grading`
2. `store`, `access`, `details`, `session`, `comparison`, `progress`, `movement`, `intake`
3. `school`, the one door
4. `charts`, `documents`
5. `cli`
"""
