"""A scan on many machines: addresses of files come in, the rows that a scan gives go out.

Dask hands the files out; each worker deals with one as a scan of one machine would
(`scanning.run`), in a process with limits, and writes to the store itself. The store knows what is
done.
"""
