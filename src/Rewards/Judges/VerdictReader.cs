using Rlar.Inference;
using Rlar.Inference.Llama.Scoring;
using Rlar.Inference.Templates;
using Rlar.Rewards.Models;

namespace Rlar.Rewards.Judges;

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
    internal IReadOnlyList<JudgeVerdict> Read(IReadOnlyList<(int[] Tokens, IReadOnlyList<int> Borders)> prompts, CancellationToken cancellationToken)
    {
        if (prompts.Count == 0)
            return [];
        var tokens = _verdictTokens!;
        var firsts = tokens.Select(verdict => verdict[0]).ToArray();

        // A verdict's later tokens are asked for after the prompt and its own beginning, in the same call, so that the prompt is computed once.
        var later = tokens.SelectMany((verdict, index) => Enumerable.Range(1, verdict.Length - 1).Select(length => (Verdict: index, Length: length))).ToArray();
        var asked = prompts.SelectMany(prompt =>
        {
            // Before the last token: the one whose output all of them need.
            var last = prompt.Tokens.Length - 1;
            var before = prompt.Borders.Count > 0 ? prompt.Borders[^1] : 0;
            IReadOnlyList<int> borders = later.Length > 0 && last > before ? [.. prompt.Borders, last] : prompt.Borders;
            return later
                .Select(step => new NextTokenRow([.. prompt.Tokens, .. tokens[step.Verdict][..step.Length]], [tokens[step.Verdict][step.Length]], borders))
                .Prepend(new NextTokenRow(prompt.Tokens, firsts, borders));
        });
        var found = model.Scorer.Next([.. asked], cancellationToken);
        var verdictsOf = new JudgeVerdict[prompts.Count];
        for (var prompt = 0; prompt < verdictsOf.Length; prompt++)
        {
            var at = prompt * (later.Length + 1);
            var whole = found[at].ToArray();
            for (var step = 0; step < later.Length; step++)
                whole[later[step].Verdict] += found[at + 1 + step][0];
            verdictsOf[prompt] = Normalised([.. whole.Select(Math.Exp)]);
        }

        return verdictsOf;
    }

    private JudgeVerdict Normalised(double[] whole)
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
        return mass > 0 ? new JudgeVerdict([.. own.Select(value => value / mass)], mass) : new JudgeVerdict([.. own.Select(_ => 1.0 / own.Length)], 0);
    }

    // The tokens of each verdict where it opens the reply: what follows the beginning that all have.
    private int[][] Cut(IReadOnlyList<ChatTurn> turns)
    {
        var rows = verdicts.Select(verdict => model.Row(turns, TurnRole.Assistant, "", verdict).Tokens.ToArray()).ToArray();
        var shared = rows.Skip(1).Min(row => rows[0].AsSpan().CommonPrefixLength(row));
        var cut = rows.Select(row => row[shared..]).ToArray();
        if (cut.Any(verdict => verdict.Length == 0))
            throw new InferenceException(
                $"{model.Scorer.Model.Path}: the verdicts {string.Join(", ", verdicts)} "
                + "cannot be told apart in the tokens of this model.");
        return cut;
    }
}
