namespace Rlar.Inference.Heads;

/// <summary>What is done with a text that is longer than a model takes.</summary>
public enum LongText
{
    /// <summary>Its start is used, and how much was cut is said.</summary>
    Cut,

    /// <summary>It is embedded piece by piece, and the mean of the pieces' vectors, by their tokens, is made 1 long.</summary>
    Windows,
}
