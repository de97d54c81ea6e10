using System.Text;
using System.Text.RegularExpressions;

namespace Rlar.Rewards.Verifiers.Matching;

/// <summary>1 where a pattern occurs in the answer. Linear in the text: the engine does not backtrack.</summary>
internal sealed class RegexMatch : CompletionTool
{
    private static readonly ToolOption<string> s_pattern = ToolOption.Text("pattern", "", "The pattern; empty: the row's reference.");
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);
    private readonly Regex? _pattern;

    private RegexMatch(ToolCard card, string pattern)
        : base(card)
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
        },
        Revision: 3,
        [s_pattern],
        (card, settings) => new RegexMatch(card, settings.Get(s_pattern)));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        if (_pattern is null && query.References.Count == 0)
            return new RewardOutcome.Unscorable($"{Card.Id} needs the option pattern or a reference, and has neither");
        var reference = query.References.FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
        if (_pattern is null && reference is null)
            return new RewardOutcome.Unscorable($"{Card.Id}: the reference is empty, and there is no option pattern");
        var pattern = _pattern ?? Compile(reference!, out _);
        if (pattern is null)
            return new RewardOutcome.Unscorable($"{Card.Id}: the reference {Verdict.Quote(reference!)} is not a pattern");
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
