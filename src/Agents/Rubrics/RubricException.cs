namespace Rlar.Agents.Rubrics;

/// <summary>A rubric is none.</summary>
public sealed class RubricException : RlarException
{
    /// <summary>Creates the error.</summary>
    /// <param name="place">Where in the rubric, as a JSON path: "$.criteria[2].weight".</param>
    /// <param name="message">What is wrong there, and what would be right.</param>
    /// <param name="innerException">The error of the layer below, if one was converted here.</param>
    public RubricException(string place, string message, Exception? innerException = null)
        : base($"{place}: {message}", innerException) => Place = place;

    /// <summary>Where in the rubric, as a JSON path.</summary>
    public string Place { get; }
}
