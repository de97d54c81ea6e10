namespace Rlar.Inference;

/// <summary>A model, a tokenizer or a native engine could not do what it was asked.</summary>
public sealed class InferenceException : RlarException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What happened, where, and what to do.</param>
    /// <param name="innerException">The error of the layer below, if one was converted here.</param>
    public InferenceException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
