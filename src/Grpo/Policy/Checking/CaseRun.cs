using System.Numerics;
using Rlar.Grpo.Optimizer;

namespace Rlar.Grpo.Policy.Checking;

/// <summary>Runs a case on a policy that was opened for it alone: the steps change its weights.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class CaseRun<T>(LanedPolicy<T> policy, CheckCase given)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int ShownLogits = 5;
    private const int Threads = 2;
    private readonly CaseLoss _loss = new(given);
    private readonly int[] _lengths = [.. policy.Tensors.Select(tensor => tensor.Length)];

    /// <summary>Runs it.</summary>
    internal CaseResult Run(CancellationToken cancellationToken)
    {
        var tokens = given.Rows.Sum(row => row.CompletionLength);
        var (logprobs, entropies) = (new T[tokens], new T[tokens]);
        policy.Logprobs(given.Rows, PolicySide.Current, logprobs, entropies, cancellationToken);
        var byRow = ByRow(logprobs);
        var probes = Probes().Select(probe => (probe.Sequence, probe.Position, Top(probe.Sequence, probe.Position))).ToArray();
        var loss = Accumulate(cancellationToken);
        var clip = new GradientClip<T>(_lengths, given.Optimizer?.MaxNorm, Threads);
        var norm = clip.Measure(policy.Gradient);
        var gradients = policy.Tensors.Select((tensor, index) => (tensor.Name, TensorSummary.Of<T>(policy.Gradient(index), given.Lora is not null))).ToArray();
        return new CaseResult
        {
            Logprobs = byRow,
            Entropies = ByRow(entropies),
            Loss = loss,
            Metrics = CaseMetrics.Of(given, byRow),
            Probes = probes,
            GradientNorm = norm.Value,
            Gradients = gradients,
            After = given.Optimizer is { } optimizer ? Steps(optimizer, clip, loss, norm, cancellationToken) : null,
        };
    }

    private CaseSteps Steps(CheckOptimizer options, GradientClip<T> clip, double loss, GradientNorm norm, CancellationToken cancellationToken)
    {
        var constants = new AdamWOptions { Beta1 = options.Beta1, Beta2 = options.Beta2, Epsilon = options.Epsilon, WeightDecay = options.Decay };
        var optimizer = new AdamW<T>(_lengths, constants, Threads);
        var (losses, norms) = (new List<double>(), new List<double>());
        for (var step = 0; step < options.Steps; step++)
        {
            losses.Add(loss);
            norms.Add(norm.Value);
            optimizer.Step(policy.Weights, policy.Gradient, options.Rate, norm.Scale);
            (loss, norm) = (Accumulate(cancellationToken), clip.Measure(policy.Gradient));
        }

        var tensors = policy.Tensors.Select((tensor, index) => (tensor.Name, TensorSummary.Of<T>(policy.Weights(index), keepsAll: false))).ToArray();
        return new CaseSteps(options, losses, norms, loss, tensors);
    }

    // The parts are added in the sequences' order, whichever lane was first.
    private double Accumulate(CancellationToken cancellationToken)
    {
        policy.ClearGradients();
        var losses = new double[given.Sequences.Count];
        policy.Accumulate(
            given.Rows,
            (row, logprobs, _, logprobSlopes, _) =>
            {
                var (wide, slopes) = (new double[logprobs.Length], new double[logprobs.Length]);
                for (var at = 0; at < wide.Length; at++)
                    wide[at] = double.CreateTruncating(logprobs[at]);
                losses[row] = _loss.Of(row, wide, slopes);
                for (var at = 0; at < wide.Length; at++)
                    logprobSlopes[at] = T.CreateTruncating(slopes[at]);
            },
            cancellationToken);
        return losses.Sum();
    }

    private IEnumerable<(int Sequence, int Position)> Probes()
    {
        if (given.Probes is { } asked)
            return asked;
        return new[] { 0, given.Sequences.Count - 1 }.Distinct().SelectMany(sequence =>
        {
            var length = given.Rows[sequence].Tokens.Length;
            return new[] { 0, length / 2, length - 1 }.Distinct().Select(position => (sequence, position));
        });
    }

    private IReadOnlyList<(int Token, double Logit)> Top(int sequence, int position) =>
        [.. policy.Logits(given.Rows[sequence].Tokens, position).Select((logit, token) => (token, double.CreateTruncating(logit)))
            .OrderByDescending(pair => pair.Item2).ThenBy(pair => pair.token).Take(ShownLogits)];

    private double[][] ByRow(T[] flat)
    {
        var (rows, at) = (new double[given.Rows.Length][], 0);
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = Array.ConvertAll(flat[at..(at + given.Rows[row].CompletionLength)], double.CreateTruncating);
            at += rows[row].Length;
        }

        return rows;
    }
}
