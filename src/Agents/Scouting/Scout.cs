using System.Globalization;
using Rlar.Agents.Drafts;
using Rlar.Inference.Heads;

namespace Rlar.Agents.Scouting;

/// <summary>
/// Finds a reward model for a task: asks the sources that the policy allows, leaves out what gives no single number or may not be used, orders the rest by
/// their claims, and decides by measurement: the first few are fetched, made tools and held against labelled completions, and the most accurate one that is
/// above chance and above length becomes a draft. Claims choose nothing, and no text of a card reaches a model.
/// </summary>
/// <param name="sources">Where to look, in this order.</param>
/// <param name="policy">What a model may be.</param>
/// <param name="maker">Makes tools of references to models.</param>
/// <param name="options">How far the search goes.</param>
/// <param name="clock">Measures the seconds.</param>
public sealed class Scout(IReadOnlyList<IModelSource> sources, ScoutPolicy policy, IDraftMaker maker, ScoutOptions options, TimeProvider clock)
{
    private const int LongestName = 60;

    /// <summary>Compares the meaning of task and card for the order; null for words alone. Default null.</summary>
    public ITextEmbedder? Embedder { get; init; }

    /// <summary>Looks for a model.</summary>
    /// <param name="task">The task.</param>
    /// <param name="probes">Labelled completions; without any the models are ranked and none is chosen.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ScoutReport> RunAsync(ScoutTask task, IReadOnlyList<Probe> probes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(probes);
        var start = clock.GetTimestamp();
        var (ranked, refused, unasked) = (new List<ScoutedCandidate>(), new List<ScoutedCandidate>(), new List<KeyValuePair<string, string>>());
        var owners = new Dictionary<ModelCandidate, IModelSource>(ReferenceEqualityComparer.Instance);
        foreach (var source in sources)
        {
            if (policy.WhyNot(source) is { } closed)
            {
                unasked.Add(new(source.Place, closed));
                continue;
            }

            try
            {
                var left = options.MostCandidates;
                await foreach (var candidate in source.FindAsync(task, cancellationToken))
                {
                    owners[candidate] = source;
                    var looked = Looked(task, candidate, cancellationToken);
                    (looked.Verdict == ScoutVerdict.Ranked ? ranked : refused).Add(looked);
                    if (--left == 0)
                        break;
                }
            }
            catch (Exception error) when (error is ScoutException or IOException or UnauthorizedAccessException)
            {
                unasked.Add(new(source.Place, error.Message));
            }
        }

        // Equal claims stand in the sources' order, which is the same each time.
        var order = ranked.OrderByDescending(found => found.Claim.Total).Select((found, index) => found with { Rank = index + 1 }).ToArray();
        var (best, integrated, executable, tried) = (((ScoutedCandidate Found, ToolDraft Draft)?)null, 0, 0, 0);
        for (var index = 0; index < order.Length && index < options.MostTried && probes.Count > 0; index++)
        {
            var (found, draft) = await TriedAsync(task, order[index], owners[order[index].Candidate], probes, cancellationToken);
            order[index] = found;
            tried++;
            integrated += draft is not null ? 1 : 0;
            executable += found.Measure is not null ? 1 : 0;
            if (found.Verdict == ScoutVerdict.Passed && !(best?.Found.Measure!.Accuracy >= found.Measure!.Accuracy))
                best = (found, draft!);
        }

        return new ScoutReport(
            task,
            [.. order, .. refused],
            best?.Draft,
            Why(order, refused.Count, probes.Count, tried, best?.Found),
            unasked,
            new ScoutFigures(
                order.Length + refused.Count, tried, best?.Found.Rank, Share(integrated, tried), Share(executable, tried),
                clock.GetElapsedTime(start).TotalSeconds, Tokens: 0));
    }

    private ScoutedCandidate Looked(ScoutTask task, ModelCandidate candidate, CancellationToken cancellationToken)
    {
        var claim = ClaimScore.Of(task, candidate, Meaning(task, candidate, cancellationToken));
        if (policy.WhyNot(candidate) is { } refusal)
            return new ScoutedCandidate(candidate, claim, ScoutVerdict.Refused, refusal);
        if (ScalarHead.WhyNot(candidate.Shape) is { } other)
            return new ScoutedCandidate(candidate, claim, ScoutVerdict.NotScalar, other);
        if (candidate.Shape is { Format: not "", IsRunnable: false } shape)
            return new ScoutedCandidate(candidate, claim, ScoutVerdict.NotScalar,
                $"it has weights as {shape.Format} alone, and GGUF or ONNX runs here: convert it first");
        return candidate.Barrier is { } barrier
            ? new ScoutedCandidate(candidate, claim, ScoutVerdict.NotFetched, barrier)
            : new ScoutedCandidate(candidate, claim, ScoutVerdict.Ranked, "ranked by its claims, not tried");
    }

    private double Meaning(ScoutTask task, ModelCandidate candidate, CancellationToken cancellationToken)
    {
        if (Embedder is null)
            return 0;
        // A bag of the card's words, not its sentences: a vector follows no instruction, but the words are all that is meant to count.
        var text = string.Join(' ', candidate.Card.Tags.Concat(candidate.Card.Words).Prepend(candidate.Name).Take(200));
        var vectors = Embedder.EmbedTexts([task.Description, text], LongText.Cut, cancellationToken);
        return Vectors.Cosine(vectors[0].Vector, vectors[1].Vector);
    }

    private async Task<(ScoutedCandidate Found, ToolDraft? Draft)> TriedAsync(
        ScoutTask task, ScoutedCandidate ranked, IModelSource source, IReadOnlyList<Probe> probes, CancellationToken cancellationToken)
    {
        ModelCandidate candidate;
        try
        {
            candidate = await source.FetchAsync(ranked.Candidate, policy.MostBytes, cancellationToken);
        }
        catch (Exception error) when (error is ScoutException or IOException or UnauthorizedAccessException)
        {
            return (ranked with { Verdict = ScoutVerdict.NotFetched, Why = error.Message }, null);
        }

        var found = ranked with { Candidate = candidate };
        // What was listed may not be what came.
        if (policy.WhyNot(candidate) is { } refusal)
            return (found with { Verdict = ScoutVerdict.Refused, Why = refusal }, null);
        if (ScalarHead.WhyNot(candidate.Shape) is { } other)
            return (found with { Verdict = ScoutVerdict.NotScalar, Why = other }, null);
        ToolDraft draft;
        IRewardTool tool;
        try
        {
            draft = DraftOf(task, candidate);
            tool = maker.Define(draft).Create();
        }
        catch (RlarException error)
        {
            return (found with { Verdict = ScoutVerdict.NotIntegrated, Why = error.Message }, null);
        }

        var (judged, broken) = await ProbeScoring.OfAsync(tool, probes, cancellationToken);
        if (broken is not null)
            return (found with { Verdict = ScoutVerdict.NotExecutable, Why = broken }, draft);
        var measure = ProbeMeasure.Of(judged, options.Measure);
        var verdict = measure.IsTooFew(options.Measure) ? ScoutVerdict.Undecided
            : measure.WhyNot(options.Measure) is null ? ScoutVerdict.Passed
            : ScoutVerdict.NotBetter;
        var why = measure.WhyNot(options.Measure)
            ?? string.Create(CultureInfo.InvariantCulture,
                $"it orders {measure.Accuracy:0.000} of {measure.Pairs} pairs ({measure.Low:0.000} to {measure.High:0.000}), "
                + $"length alone {measure.LengthAccuracy:0.000}");
        return (found with { Verdict = verdict, Why = why, Measure = measure }, draft with { Probes = probes });
    }

    private static ToolDraft DraftOf(ScoutTask task, ModelCandidate candidate)
    {
        var path = candidate.Path ?? throw new ScoutException($"{candidate.Name}: its file is not on this machine.");
        var reference = new ModelReference(
            path,
            ModelReference.HashOf(path),
            $"{candidate.Source.ToString().ToLowerInvariant()}: {candidate.Where}",
            candidate.Licence,
            ModelReference.HashesBeside(path),
            new SortedDictionary<string, string>(StringComparer.Ordinal) { ["activation"] = "sigmoid" });
        return new ToolDraft
        {
            Name = NameOf(candidate.Name),
            Task = task.Label,
            Description = task.Description,
            Form = DraftForm.Model,
            Content = reference.ToJson(),
            Provenance = new Provenance("scout", null, null, [reference.From, $"sha256:{reference.Sha256}"]),
        };
    }

    private static string NameOf(string name)
    {
        var letters = name.ToLowerInvariant().Select(sign => char.IsAsciiLetterOrDigit(sign) ? sign : '-').ToArray();
        var plain = string.Join('-', new string(letters).Split('-', StringSplitOptions.RemoveEmptyEntries));
        var whole = plain.StartsWith("rm-", StringComparison.Ordinal) ? plain : $"rm-{plain}";
        return whole.Length <= LongestName ? whole : whole[..LongestName].TrimEnd('-');
    }

    private static string Why(ScoutedCandidate[] order, int refused, int probes, int tried, ScoutedCandidate? best)
    {
        if (best is not null)
            return $"{best.Candidate.Name}: {best.Why}.";
        if (order.Length == 0)
            return refused == 0 ? "No source has a model for it." : $"None of the {refused} models that were found can be used; each says why.";
        return probes == 0
            ? "The models are ranked by what they claim, which decides nothing: give labelled rows (--rows) to choose by measurement."
            : $"None of the {tried} models that were tried is above chance and above length on the labelled rows; each says why.";
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
