using System.Globalization;
using Rlar.Agents.Drafts;
using Rlar.Agents.Gate.Mutations;

namespace Rlar.Agents.Gate;

/// <summary>
/// Scripts that accept a text for nothing but luck, as by a sum over its characters: thousands of drawn texts that are certainly wrong, none of which may be
/// accepted. They are no evidence for a draft: anything refuses nonsense.
/// </summary>
internal sealed class ChanceCheck : IGateCheck
{
    // A verdict of one in a thousand is missed once in fifty times.
    private const int Draws = 4000;
    private const int LongestText = 200;
    private const int MostInACall = 100;

    /// <inheritdoc/>
    public string Name => "chance";

    /// <inheritdoc/>
    public async ValueTask<GateCheck> ExamineAsync(GateRun run, CancellationToken cancellationToken)
    {
        var models = run.Labelled.Where(probe => probe.Completion.Trim().Length is > 0 and <= LongestText).ToArray();
        if (run.Draft.Form != DraftForm.Script || models.Length == 0)
            return new GateCheck(Name, true, null, 1, "no code that could decide by chance");
        var random = new Random(run.Options.Seed);
        bool? certain = run.Claims is { UsesReference: true, Contains: false, Tolerates: false } ? false : null;
        var drawn = Enumerable.Range(0, Draws)
            .Select(i => Drawn(models[i % models.Length], random, certain))
            .Where(variant => run.IsRight(variant) == false && !IsByLuck(run, variant))
            .ToArray();
        if (drawn.Length == 0)
            return new GateCheck(Name, true, null, 1, "no text could be drawn that is certainly wrong");
        foreach (var calls in drawn.GroupBy(variant => variant.Query).SelectMany(group => group.Chunk(MostInACall)))
        {
            var outcomes = await run.CallAsync(calls[0].Query, [.. calls.Select(variant => variant.Completion)], cancellationToken);
            for (var i = 0; i < calls.Length; i++)
            {
                var verdict = run.Read(calls[i], outcomes[i]);
                if (run.Accepts(verdict))
                    return Findings.Refused(Name, "a drawn text that is certainly wrong is accepted", verdict, measured: 0, threshold: 1);
            }
        }

        return new GateCheck(Name, true, 1, 1, string.Create(CultureInfo.InvariantCulture, $"{drawn.Length} drawn wrong texts scored low"));
    }

    // Of three letters the drawn ones are now and then the answer's own, however it is written.
    private static bool IsByLuck(GateRun run, Variant variant)
    {
        var drawn = Plain(variant.Completion);
        return variant.Query.References.Concat(run.Right.Where(probe => probe.Query.Question == variant.Query.Question).Select(probe => probe.Completion))
            .Any(known => Plain(known) == drawn);

        static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
    }

    // The shape of a labelled answer with other letters and figures, or it with a drawn word behind.
    private static Variant Drawn(Probe model, Random random, bool? certain)
    {
        var text = model.Completion.Trim();
        var made = string.Create(text.Length, (text, random), static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = from.text[i] switch
                {
                    >= 'a' and <= 'z' => (char)('a' + from.random.Next(26)),
                    >= 'A' and <= 'Z' => (char)('A' + from.random.Next(26)),
                    >= '0' and <= '9' => (char)('0' + from.random.Next(10)),
                    var other => other,
                };
            }
        });
        var isLonger = random.Next(2) == 0;
        var word = string.Concat(Enumerable.Range(0, 2 + random.Next(8)).Select(_ => (char)('a' + random.Next(26))));
        return new Variant(model.Query, isLonger ? $"{made} {word}" : made, "a drawn text", certain);
    }
}
