using System.Numerics;

namespace Rlar.Grpo.Policy.Checking;

/// <summary>Runs a case on a policy that was opened for it alone: the steps change its weights.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class CaseRun<T>(LanedPolicy<T> policy, CheckCase given)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int ShownLogits = 5;
    private readonly CaseLoss _loss = new(given);

    /// <summary>Runs it.</summary>
    internal CaseResult Run(CancellationToken cancellationToken)
    {
        var tokens = given.Rows.Sum(row => row.CompletionLength);
        var (logprobs, entropies) = (new T[tokens], new T[tokens]);
        policy.Logprobs(given.Rows, PolicySide.Current, logprobs, entropies, cancellationToken);
        var byRow = ByRow(logprobs);
        var probes = Probes().Select(probe => (probe.Sequence, probe.Position, Top(probe.Sequence, probe.Position))).ToArray();
        var loss = Accumulate(cancellationToken);
        var norm = Norm();
        var gradients = policy.Tensors.Select((tensor, index) => (tensor.Name, TensorSummary.Of<T>(policy.Gradient(index), given.Lora is not null))).ToArray();
        return new CaseResult
        {
            Logprobs = byRow,
            Entropies = ByRow(entropies),
            Loss = loss,
            Metrics = CaseMetrics.Of(given, byRow),
            Probes = probes,
            GradientNorm = norm,
            Gradients = gradients,
            After = given.Optimizer is { } optimizer ? Steps(optimizer, loss, norm, cancellationToken) : null,
        };
    }

    private CaseSteps Steps(CheckOptimizer options, double loss, double norm, CancellationToken cancellationToken)
    {
        var optimizer = new CaseAdamW<T>(policy, options);
        var (losses, norms) = (new List<double>(), new List<double>());
        for (var step = 0; step < options.Steps; step++)
        {
            losses.Add(loss);
            norms.Add(norm);
            optimizer.Step(norm);
            (loss, norm) = (Accumulate(cancellationToken), Norm());
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

    private double Norm()
    {
        var squares = 0.0;
        for (var tensor = 0; tensor < policy.Tensors.Count; tensor++)
        {
            foreach (var slope in policy.Gradient(tensor))
                squares += double.CreateTruncating(slope) * double.CreateTruncating(slope);
        }

        return Math.Sqrt(squares);
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
