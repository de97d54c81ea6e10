namespace Rlar.Kernels.Tests.Ptx;

/// <summary>Code that the interpreter does not know, or that a GPU would not run as meant.</summary>
public sealed class PtxException(string message) : Exception(message);
