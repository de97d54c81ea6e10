namespace Rlar.Agents.Templates;

/// <summary>A template expression is none, or asks for what the catalogue does not have.</summary>
public sealed class TemplateException : RlarException
{
    /// <summary>Creates the error.</summary>
    /// <param name="place">Where in the expression, as a JSON path: "$.slots.parts[1].slots.min".</param>
    /// <param name="message">What is wrong there, and what would be right.</param>
    /// <param name="innerException">The error of the layer below, if one was converted here.</param>
    public TemplateException(string place, string message, Exception? innerException = null)
        : base($"{place}: {message}", innerException) => Place = place;

    /// <summary>Where in the expression, as a JSON path.</summary>
    public string Place { get; }
}
