namespace Rlar.Agents.Templates;

/// <summary>What a template judges.</summary>
/// <param name="Answer">The answer after thinking, without blanks around it.</param>
/// <param name="References">The row's references; none where the template does not read them.</param>
/// <param name="Prompt">What was asked; "" where the template does not read it.</param>
internal readonly record struct TemplateInput(string Answer, IReadOnlyList<string> References, string Prompt);
