using System.Reflection;
using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Tests.Reading.Patterns;

/// <summary>
/// A short text is read by a pattern's generated code, a long one by the automaton: which of the two it is must not be seen in a verdict, and no
/// short text may make the generated code slow. Held for every pattern that there is.
/// </summary>
public sealed class LinearPatternTests
{
    private const int Longest = 128;

    // Words and marks that the patterns look for, and what lies between them.
    private static readonly string[] s_pieces =
    [
        "not", "no", "never", "isn't", "n't", "cannot", "the", "answer", "is", "final", "Final Answer", "I", "hope", "that", "this", "helps", "let me know",
        "sorry", "can't", "Sure", "however", "step", "1.", "2)", "option", "A", "B", "(C)", "either", "or", "both", "neither", "maybe", "perhaps", "if",
        "then", "x", "=", "\\boxed{", "}", "\\frac", "\\text{", "\\times", "$", "$$", "#### ", "**", "*", "+", "-", "\u2212", "^", "_", "!", "%", "\\%",
        "12", "3.5", "1,000", "thousand", "million", "degrees", "\u00B0", "<think>", "</think>", "<|im_end|>", "user:", "assistant", "Question:", "\n", "\n\n",
        " ", "  ", ".", ",", ";", ":", "?", "'", "\u2019", "\"", ")", "]", "{", "\u00E9", "\u4E2D", "K", "\u212A", "\u0130", "be", "exactly", "number", "how",
    ];

    public static TheoryData<string, string> Patterns =>
        [.. Fields().Select(known => (known.DeclaringType!.FullName!, known.Name))];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Matches_ShortTexts_AreThoseOfTheAutomaton(string type, string field)
    {
        var (generated, automaton) = Engines(type, field);
        var random = new Random(7);
        for (var round = 0; round < 700; round++)
        {
            var text = Text(random);
            Assert.Equal(Found(automaton, text), Found(generated, text));
        }
    }

    // The hostile text of a pattern repeats few pieces; a pattern of a high degree, or an exponential one, would take minutes over these.
    [Theory]
    [MemberData(nameof(Patterns))]
    public void Matches_ShortHostileTexts_TakeFewSteps(string type, string field)
    {
        var (generated, _) = Engines(type, field);
        var limited = new Regex(generated.ToString(), generated.Options, TimeSpan.FromSeconds(20));
        foreach (var text in s_pieces.SelectMany(one => s_pieces.Where((_, i) => i % 5 == 0).Select(other => Repeated(one + other))))
            _ = Found(limited, text);
    }

    private static IEnumerable<FieldInfo> Fields() => typeof(LinearPattern).Assembly.GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
        .Where(field => field.FieldType == typeof(LinearPattern));

    private static (Regex Generated, Regex Automaton) Engines(string type, string field)
    {
        var pattern = Fields().Single(known => known.DeclaringType!.FullName == type && known.Name == field).GetValue(null)!;
        return (((LinearPattern)pattern).Generated, ((LinearPattern)pattern).Automaton);
    }

    private static string Text(Random random)
    {
        var text = string.Concat(Enumerable.Range(0, random.Next(1, 24)).Select(_ => s_pieces[random.Next(s_pieces.Length)] + (random.Next(2) == 0 ? " " : "")));
        return text.Length > Longest ? text[..Longest] : text;
    }

    private static string Repeated(string piece) => string.Concat(Enumerable.Repeat(piece, (Longest / piece.Length) + 1))[..Longest];

    /// <summary>Where the matches and their named groups are.</summary>
    private static IEnumerable<string> Found(Regex pattern, string text) => pattern.Matches(text).SelectMany(match => match.Groups.Values)
        .Select(group => group.Success ? $"{group.Name} {group.Index}+{group.Length}" : $"{group.Name} none").ToList();
}
