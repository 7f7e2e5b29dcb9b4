"""The DfE's performance tables of schools, and tables of figures that people paste, into checked figures."""
