namespace Rlar.Kernels;

/// <summary>A kernel was given numbers or shapes that it refuses: nothing was computed from them.</summary>
public sealed class KernelException : RlarException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is wrong with the input and where.</param>
    /// <param name="index">Zero-based position of the offending element in the flat input, or -1 where no single element is at fault.</param>
    public KernelException(string message, int index = -1)
        : base(message) => Index = index;

    /// <summary>Zero-based position of the offending element in the flat input, or -1 where no single element is at fault.</summary>
    public int Index { get; }
}
