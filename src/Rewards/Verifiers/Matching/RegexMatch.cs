using System.Text;
using System.Text.RegularExpressions;

namespace Rlar.Rewards.Verifiers.Matching;

/// <summary>1 where a pattern occurs in the answer. Linear in the text: the engine does not backtrack.</summary>
internal sealed class RegexMatch : CompletionTool
{
    private static readonly ToolOption<string> s_pattern = ToolOption.Text("pattern", "", "The pattern; empty: the row's reference.");
    private static readonly ToolRequirement s_compiles = new(
        "pattern",
        "a reference that is a pattern, or the option pattern",
        query => Compile(ReferenceOf(query)!, out _) is null ? $"the reference {Verdict.Quote(ReferenceOf(query)!)} is not a pattern" : null);
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);
    private readonly Regex? _pattern;

    private RegexMatch(ToolCard card, string pattern)
        : base(pattern.Length == 0 ? card : card with { Requires = [] })
    {
        if (pattern.Length > 0 && (_pattern = Compile(pattern, out var reason)) is null)
            throw new ToolException($"Tool {card.Id}: option pattern is not a pattern that can run without backtracking: {reason}");
    }

    /// <summary>How the library makes it. Option: pattern (empty: the row's reference is the pattern).</summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "regex",
            Kind = ToolKind.Verifier,
            Description = "1 where the pattern (option pattern, or else the reference) occurs in the answer after the thinking. A \\d is one of 0 to 9. Anchor "
                + "it: an unanchored pattern is satisfied by a list of everything.",
            Requires = [ToolRequirement.WrittenReference, s_compiles],
        },
        Revision: 3,
        [s_pattern],
        (card, settings) => new RegexMatch(card, settings.Get(s_pattern)));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var pattern = _pattern ?? Compile(ReferenceOf(query)!, out _)!;
        if (ThinkingSection.Answer(completion.Text) is not { } answer || string.IsNullOrWhiteSpace(answer))
            return Verdict.Wrong();
        try
        {
            return pattern.IsMatch(answer) ? Verdict.Right() : Verdict.Wrong();
        }
        catch (RegexMatchTimeoutException)
        {
            return Exhaustion.Of(Card.Id, isOfRowAlone: false, $"the pattern took longer than {s_limit.TotalSeconds} s");
        }
    }

    private static string? ReferenceOf(Query query) => query.References.FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));

    // .NET's \d takes the digits of every script, of which whoever writes a pattern does not think.
    private static string WithPlainDigits(string pattern)
    {
        if (!pattern.Contains("\\d", StringComparison.OrdinalIgnoreCase))
            return pattern;
        var plain = new StringBuilder(pattern.Length + 16);
        var inClass = false;
        for (var at = 0; at < pattern.Length; at++)
        {
            var c = pattern[at];
            if (c == '\\' && at + 1 < pattern.Length)
            {
                var next = pattern[++at];
                _ = (next, inClass) switch
                {
                    ('d', true) => plain.Append("0-9"),
                    ('d', false) => plain.Append("[0-9]"),
                    ('D', false) => plain.Append("[^0-9]"),
                    _ => plain.Append(c).Append(next),
                };
                continue;
            }

            inClass = c == '[' || (inClass && c != ']');
            plain.Append(c);
        }

        return plain.ToString();
    }

    private static Regex? Compile(string pattern, out string reason)
    {
        try
        {
            reason = "";
            return new Regex(WithPlainDigits(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, s_limit);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            reason = error.Message;
            return null;
        }
    }
}
