"""How far leaders' own grades of a strand lie apart, in steps of one scale."""
