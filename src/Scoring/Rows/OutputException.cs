namespace Rlar.Scoring.Rows;

/// <summary>An output cannot be opened, written or completed. The message says which rows are safe and what to do.</summary>
public sealed class OutputException : RlarException
{
    /// <summary>Creates the error.</summary>
    /// <param name="path">The output as the user gave it, or "stdout".</param>
    /// <param name="reason">What is wrong, without a full stop.</param>
    /// <param name="remedy">What is safe and what to do, as sentences.</param>
    /// <param name="innerException">The error of the layer below, if one was converted here.</param>
    public OutputException(string path, string reason, string remedy, Exception? innerException = null)
        : base($"{path}: {reason}. {remedy}", innerException) => Path = path;

    /// <summary>The output as the user gave it, or "stdout".</summary>
    public string Path { get; }
}
