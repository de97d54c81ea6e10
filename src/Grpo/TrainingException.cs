namespace Rlar.Grpo;

/// <summary>Training cannot go on: a recipe, a model, libtorch or a number that is not finite. The message says what, where and what to do.</summary>
public sealed class TrainingException : RlarException
{
    /// <summary>Says why.</summary>
    /// <param name="message">What happened, where, and what to do.</param>
    /// <param name="innerException">What was caught, or null.</param>
    public TrainingException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
