using Rlar.Agents.Likelihood;
using Rlar.Inference;
using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Chat;
using Rlar.Inference.Llama.Scoring;

namespace Rlar.Agents.Judges;

/// <summary>
/// Asks a model for verdicts without letting it write: the probability of each allowed verdict as the model's whole reply so far, from one pass
/// over each prompt. A verdict of several tokens (10) has the product of their probabilities, and one that begins another (1) has
/// what is left of it without that other.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="verdicts">The allowed verdicts, none empty.</param>
internal sealed class VerdictReader(ScoringModel model, IReadOnlyList<string> verdicts)
{
    private int[][]? _verdictTokens;

    /// <summary>The row of a prompt: all tokens before the verdict.</summary>
    /// <param name="turns">The prompt.</param>
    /// <exception cref="InferenceException">It is too long, or cannot be written.</exception>
    internal int[] Tokens(IReadOnlyList<ChatTurn> turns)
    {
        _verdictTokens ??= Cut(turns);
        var row = model.Row(turns, TurnRole.Assistant, "", verdicts[0]);
        return [.. row.Tokens.Take(row.Tokens.Count - _verdictTokens[0].Length)];
    }

    /// <summary>The verdicts on prompts.</summary>
    /// <param name="prompts">The rows, as <see cref="Tokens"/> gave them, with the borders that they share.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal IReadOnlyList<Verdict> Read(IReadOnlyList<(int[] Tokens, IReadOnlyList<int> Borders)> prompts, CancellationToken cancellationToken)
    {
        if (prompts.Count == 0)
            return [];
        var tokens = _verdictTokens!;
        var candidates = tokens.Select(verdict => verdict[0]).ToArray();
        var first = model.Scorer.Next([.. prompts.Select(prompt => new NextTokenRow(prompt.Tokens, candidates, prompt.Borders))], cancellationToken);
        var longer = Enumerable.Range(0, tokens.Length).Where(index => tokens[index].Length > 1).ToArray();
        var rest = model.Scorer.Score(
            [.. prompts.SelectMany(prompt => longer.Select(index => new TokenRow([.. prompt.Tokens, .. tokens[index]], prompt.Tokens.Length + 1) { Borders = prompt.Borders }))],
            cancellationToken);
        var verdictsOf = new Verdict[prompts.Count];
        for (var prompt = 0; prompt < verdictsOf.Length; prompt++)
        {
            var whole = first[prompt].Select(Math.Exp).ToArray();
            for (var index = 0; index < longer.Length; index++)
                whole[longer[index]] *= Math.Exp(rest[(prompt * longer.Length) + index].Sum());
            verdictsOf[prompt] = Normalised(whole);
        }

        return verdictsOf;
    }

    private Verdict Normalised(double[] whole)
    {
        var tokens = _verdictTokens!;
        var own = new double[whole.Length];
        for (var index = 0; index < own.Length; index++)
        {
            own[index] = whole[index];
            for (var other = 0; other < own.Length; other++)
            {
                if (tokens[other].Length > tokens[index].Length && tokens[other].AsSpan().StartsWith(tokens[index]))
                    own[index] -= whole[other];
            }

            own[index] = Math.Max(0, own[index]);
        }

        var mass = own.Sum();
        // A model that gives nothing to any of them says nothing.
        return mass > 0 ? new Verdict([.. own.Select(value => value / mass)], mass) : new Verdict([.. own.Select(_ => 1.0 / own.Length)], 0);
    }

    // The tokens of each verdict where it opens the reply: what follows the beginning that all have.
    private int[][] Cut(IReadOnlyList<ChatTurn> turns)
    {
        var rows = verdicts.Select(verdict => model.Row(turns, TurnRole.Assistant, "", verdict).Tokens.ToArray()).ToArray();
        var shared = rows.Skip(1).Min(row => rows[0].AsSpan().CommonPrefixLength(row));
        var cut = rows.Select(row => row[shared..]).ToArray();
        if (cut.Any(verdict => verdict.Length == 0))
            throw new InferenceException($"{model.Scorer.Model.Path}: the verdicts {string.Join(", ", verdicts)} cannot be told apart in the tokens of this model.");
        return cut;
    }
}
