using Rlar.Agents.Templates;

namespace Rlar.Agents.Rubrics;

/// <summary>One criterion of a rubric: a template that an answer meets, or a question that a judge answers with yes.</summary>
/// <param name="Name">Its name, the part of the outcome: 1 to 40 small letters, digits and hyphens.</param>
/// <param name="Weight">Its share before all are divided by their sum; above 0 and at most 100.</param>
/// <param name="Check">The template; null where a judge is asked.</param>
/// <param name="Question">The question, of at most 300 characters; null where a template decides.</param>
public sealed record Criterion(string Name, double Weight, TemplateExpression? Check, string? Question);
