using Rlar.Grpo.Training;

namespace Rlar.Grpo.Alarms;

/// <summary>Something that is so at a step, told or not.</summary>
/// <param name="Name">What kind of alarm.</param>
/// <param name="About">What it is about, where a kind can be about several things, else empty: two of a kind that share a word are about the same.</param>
/// <param name="Severity">How much it asks for.</param>
/// <param name="Sentence">What was seen.</param>
/// <param name="Evidence">The numbers.</param>
/// <param name="Examples">Texts.</param>
internal sealed record Finding(
    string Name, string About, AlarmSeverity Severity, string Sentence, IReadOnlyDictionary<string, double> Evidence, IReadOnlyList<string> Examples)
{
    private const int LongestExample = 240;

    /// <summary>A text as an example, cut where it is long.</summary>
    internal static string Example(string text)
    {
        if (text.Length <= LongestExample)
            return text;
        var end = char.IsHighSurrogate(text[LongestExample - 1]) ? LongestExample - 1 : LongestExample;
        return text[..end] + "…";
    }
}
