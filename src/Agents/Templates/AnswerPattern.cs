using System.Text.RegularExpressions;

namespace Rlar.Agents.Templates;

/// <summary>A pattern over a whole answer, by the engine that takes linear time whatever the answer.</summary>
internal static class AnswerPattern
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>Builds the automaton.</summary>
    /// <exception cref="TemplateException">The pattern is none, or needs an engine that backtracks.</exception>
    internal static Func<TemplateInput, bool> Make(SlotValues slots)
    {
        var pattern = slots.Text("pattern");
        try
        {
#pragma warning disable MA0009 // NonBacktracking: no answer makes it slow
            var built = new Regex($@"\A(?:{pattern})\z", Linear);
#pragma warning restore MA0009
            return input => built.IsMatch(input.Answer);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw new TemplateException("$", $"the pattern '{pattern}' cannot be matched in linear time or is none: {error.Message}", error);
        }
    }
}
