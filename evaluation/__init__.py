"""Everything that is true of a school's self-evaluation without a screen.

Rooms, ground floor first (a room imports only from lower floors):

1. `frameworks`, `grading`
2. `store`, `access`, `comparison`, `progress`, `intake`
3. `school`, the one door
4. `charts`, `documents`
5. `cli`
"""
