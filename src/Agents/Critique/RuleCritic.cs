using Rlar.Agents.Drafts;

namespace Rlar.Agents.Critique;

/// <summary>
/// Reviews drafts by fixed rules on their text: what never looks at the answer, looks at its length alone, holds the text of its own test cases, turns failures
/// into numbers, asks for words that nobody asked for, or finds a reference anywhere. In the field most high-reward synthesised verifiers were keyword checks.
/// </summary>
public sealed class RuleCritic : ICritic
{
    private const int LeastMemorised = 20;
    private const int MostProbes = 6;

    /// <inheritdoc/>
    public ValueTask<DraftCritique> ReviewAsync(ToolDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var text = DraftText.Of(draft);
        CritiqueFinding?[] findings =
        [
            .. draft.Form == DraftForm.Script ? OfCode(draft, text) : [],
            Memorised(draft, text),
            Keywords(draft, text),
            LongerWords(draft, text),
            OneSided(draft),
        ];
        return ValueTask.FromResult(new DraftCritique([.. findings.OfType<CritiqueFinding>()]));
    }

    private static IEnumerable<CritiqueFinding?> OfCode(ToolDraft draft, DraftText text)
    {
        var words = text.Words().ToArray();
        // Once in the signature.
        var uses = words.Count(word => word == "completion") - 1;
        if (uses < 1)
            yield return new CritiqueFinding("ignores-completion", true, "The script never reads the completion, so every answer gets one score.");
        else if (Compact(text.Code) is var code && Count(code, "completion.Length") >= uses)
            yield return new CritiqueFinding("length-only", true, "The script reads the completion's length and nothing else of it.");
        if (words.Contains("GetHashCode") || words.Contains("HashCode"))
            yield return new CritiqueFinding("hash", true, "The script computes with a hash of its input, which tells nothing of what an answer says.");
        if (words.Contains("catch"))
            yield return new CritiqueFinding("hides-failures", true, "The script catches exceptions: what fails would look like a low score. Let it fail.");
        yield return Reference(draft, Compact(text.Code));
        if (words.Count(word => word == "prompt") > 1)
        {
            yield return new CritiqueFinding("reads-prompt", false, "The script compares with the prompt, which an answer can repeat.")
            {
                Probes = [.. Right(draft).Select(probe => Wrong(probe, probe.Query.Question)).Where(probe => !IsKnownRight(draft, probe))],
            };
        }
    }

    // The answer denied, and the answer among others that it is not told apart from.
    private static CritiqueFinding? Reference(ToolDraft draft, string code)
    {
        string[] finds = ["Contains(reference", "IndexOf(reference", "EndsWith(reference", "StartsWith(reference", "reference.Contains(completion"];
        if (!finds.Any(find => code.Contains(find, StringComparison.Ordinal)))
            return null;
        var probes = Right(draft).Where(probe => probe.Query.References.Count > 0).SelectMany(probe => new[]
        {
            Wrong(probe, $"It is certainly not {probe.Query.References[0]}."),
            Wrong(probe, $"Some would say {probe.Query.References[0]}, but that is wrong, and I do not know."),
        });
        return new CritiqueFinding("reference-anywhere", false, "The script looks for the reference anywhere in the answer, denied or not.")
        {
            Probes = [.. probes.Take(MostProbes)],
        };
    }

    private static CritiqueFinding? Memorised(ToolDraft draft, DraftText text)
    {
        var known = draft.Probes.FirstOrDefault(probe => text.Literals.Any(literal =>
            literal.Length >= LeastMemorised
            && (probe.Completion.Contains(literal, StringComparison.OrdinalIgnoreCase)
                || literal.Contains(probe.Completion.Trim(), StringComparison.OrdinalIgnoreCase))
            && probe.Completion.Trim().Length >= LeastMemorised
            && !draft.Description.Contains(literal, StringComparison.OrdinalIgnoreCase)));
        return known is null ? null : new CritiqueFinding("memorised", true, $"It holds the text of its own test case '{Shown(known.Completion)}'.");
    }

    // Words that the author came up with and on which verdicts hang: an answer of these words alone says nothing.
    private static CritiqueFinding? Keywords(ToolDraft draft, DraftText text)
    {
        var own = text.Literals.Where(literal => literal.Any(char.IsLetter) && !draft.Description.Contains(literal, StringComparison.OrdinalIgnoreCase))
            .ToArray();
        if (own.Length == 0 || !Right(draft).Any(probe => own.Any(literal => probe.Completion.Contains(literal, StringComparison.OrdinalIgnoreCase))))
            return null;
        var alone = string.Join(' ', own);
        string[] stuffed = [alone, $"{alone}. {alone}. {alone}.", $"I will not say anything about {string.Join(" or ", own)}."];
        return new CritiqueFinding(
            "keywords", false,
            $"It looks for words that the description does not name: {string.Join(", ", own.Take(5).Select(literal => $"'{Shown(literal)}'"))}.")
        {
            Probes = [.. Right(draft).Take(2).SelectMany(probe => stuffed.Select(completion => Wrong(probe, completion)))
                .Where(probe => !IsKnownRight(draft, probe))],
        };
    }

    // "may" must not be found in "maybe", where a word or a name is asked for.
    private static CritiqueFinding? LongerWords(ToolDraft draft, DraftText text)
    {
        string[] asked = ["the word", "the name", "the term", "the keyword"];
        if (!asked.Any(phrase => draft.Description.Contains(phrase, StringComparison.OrdinalIgnoreCase)))
            return null;
        var probes = new List<Probe>();
        foreach (var word in text.Literals.Where(literal => literal.Length > 1 && literal.All(char.IsLetter)
            && draft.Description.Contains(literal, StringComparison.OrdinalIgnoreCase)))
        {
            bool Has(Probe probe) => probe.Completion.Contains(word, StringComparison.OrdinalIgnoreCase);
            // Required where right answers have it and wrong ones do not; where it is forbidden, or no probe tells, nothing is claimed.
            if (Right(draft).Any() && Right(draft).All(Has) && !draft.Probes.Where(probe => !probe.IsRight).All(Has))
                probes.AddRange(Right(draft).Take(2)
                    .Select(probe => Wrong(probe, probe.Completion.Replace(word, $"{word}zq", StringComparison.OrdinalIgnoreCase))));
        }

        return probes.Count == 0 ? null
            : new CritiqueFinding("within-words", false, "A word is asked for, and it may be found within longer ones.") { Probes = probes };
    }

    private static CritiqueFinding? OneSided(ToolDraft draft) =>
        draft.Form is DraftForm.Model || (draft.Probes.Any(probe => probe.IsRight) && draft.Probes.Any(probe => !probe.IsRight)) ? null
        : new CritiqueFinding("one-sided", false, "Its own test cases are all right or all wrong, so they tell nothing.");

    private static IEnumerable<Probe> Right(ToolDraft draft) => draft.Probes.Where(probe => probe.IsRight).Take(MostProbes);

    private static bool IsKnownRight(ToolDraft draft, Probe probe) =>
        draft.Probes.Any(known => known.IsRight && string.Equals(known.Completion.Trim(), probe.Completion.Trim(), StringComparison.OrdinalIgnoreCase));

    private static Probe Wrong(Probe like, string completion) => new(like.Query, completion, IsRight: false) { Source = "near-miss" };

    private static string Compact(string code) =>
        string.Concat(code.Where(sign => !char.IsWhiteSpace(sign))).Replace("completion!", "completion", StringComparison.Ordinal);

    private static int Count(string text, string part)
    {
        var count = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal))
            count++;
        return count;
    }

    private static string Shown(string text) => (text.Length > 60 ? text[..60] + "…" : text).ReplaceLineEndings("⏎");
}
