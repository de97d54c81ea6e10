using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Rlar.Grpo.Torch;

namespace Rlar.Grpo.Policy;

/// <summary>
/// A policy computed by several lanes, in float for training or in double for what checks it. Which lane computes which row is decided before a pass, and the
/// lanes' gradients are added in the lanes' order, so that the same rows give the same bits.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class LanedPolicy<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PolicyShape _shape;
    private readonly TorchPolicyOptions _options;
    private readonly LaneThreads _threads;
    private readonly List<IDisposable> _owned = [];
    private readonly PolicyLane<T>[] _lanes;
    private readonly PolicyLane<T>[]? _references;
    private readonly PolicyParameter[][] _trained; // by lane and tensor
    private readonly Lock _summing = new();
    private volatile bool _isSummed = true;

    /// <summary>Makes the lanes.</summary>
    /// <param name="shape">The model.</param>
    /// <param name="numbers">Its numbers; they must outlive this.</param>
    /// <param name="options">How it is computed.</param>
    internal LanedPolicy(PolicyShape shape, PolicyNumbers numbers, TorchPolicyOptions options)
    {
        (_shape, _options, Tensors) = (shape, options, numbers.Trained());
        HasReference = numbers.Lora is not null || numbers.Reference is not null;
        _threads = new LaneThreads(options.Lanes);
        _lanes = Lanes(numbers, numbers.ForLane);
        _trained = [.. _lanes.Select(lane => Tensors.Select(lane.Parameters.Trained).ToArray())];
        _references = numbers.Reference is null ? null : Lanes(numbers, numbers.ForReference);
    }

    /// <summary>What is trained.</summary>
    internal IReadOnlyList<TrainedTensor> Tensors { get; }

    /// <summary>Whether <see cref="PolicySide.Reference"/> can be asked for.</summary>
    internal bool HasReference { get; }

    /// <summary>A trained tensor's numbers in place.</summary>
    internal Span<T> Weights(int tensor) => Parameter(0, tensor).Value.Span<T>();

    /// <summary>The sum of the lanes' gradients of a trained tensor.</summary>
    internal Span<T> Gradient(int tensor)
    {
        SumLanes();
        return Parameter(0, tensor).Gradient!.Span<T>();
    }

    /// <summary>Sets all gradients to 0.</summary>
    internal void ClearGradients()
    {
        _isSummed = true;
        ForEach(Tensors.Count, tensor =>
        {
            for (var lane = 0; lane < _lanes.Length; lane++)
                Parameter(lane, tensor).Gradient!.Span<T>().Clear();
        });
    }

    /// <summary>As <see cref="ITrainablePolicy.Logprobs"/>.</summary>
    internal void Logprobs(IReadOnlyList<TrainingRow> rows, PolicySide side, Span<T> logprobs, Span<T> entropies, CancellationToken cancellationToken)
    {
        if (side == PolicySide.Reference && !HasReference)
            throw new TrainingException("This policy keeps no reference: train an adapter, or open it with KeepsReference, which takes 4 bytes a weight.");
        var starts = Starts(rows);
        Length(nameof(logprobs), logprobs.Length, starts[^1]);
        if (!entropies.IsEmpty)
            Length(nameof(entropies), entropies.Length, starts[^1]);
        var lanes = side == PolicySide.Reference ? _references ?? _lanes : _lanes;
        var (found, entropy) = (new T[starts[^1]], new T[starts[^1]]);
        Run(
            rows,
            (lane, batch) =>
            {
                var (own, ownEntropy) = (new T[batch.Targets.Length], new T[batch.Targets.Length]);
                lanes[lane].Logprobs(batch, side == PolicySide.Current, own, ownEntropy);
                for (var (index, at) = (0, 0); index < batch.Rows.Length; at += batch.Lengths[index], index++)
                {
                    Array.Copy(own, at, found, starts[batch.Rows[index]], batch.Lengths[index]);
                    Array.Copy(ownEntropy, at, entropy, starts[batch.Rows[index]], batch.Lengths[index]);
                }
            },
            cancellationToken);
        found.CopyTo(logprobs);
        if (!entropies.IsEmpty)
            entropy.CopyTo(entropies);
    }

    /// <summary>As <see cref="ITrainablePolicy.Accumulate"/>.</summary>
    internal void Accumulate(IReadOnlyList<TrainingRow> rows, RowSlopes<T> slopes, CancellationToken cancellationToken)
    {
        _ = Starts(rows);
        _isSummed = _isSummed && _lanes.Length == 1;
        Run(rows, (lane, batch) => _lanes[lane].Accumulate(batch, slopes), cancellationToken);
    }

    /// <summary>Does independent work on the lanes' threads, each of which computes with one thread.</summary>
    /// <param name="count">How many pieces.</param>
    /// <param name="work">What to do, given the piece.</param>
    internal void ForEach(int count, Action<int> work) => _threads.Run(lane =>
    {
        for (var piece = lane; piece < count; piece += _threads.Count)
            work(piece);
    });

    /// <summary>[V] logits at a position of a sequence.</summary>
    internal T[] Logits(int[] tokens, int position)
    {
        // The last token of a row is left out, so one is put behind those that are looked at.
        TrainingRow[] row = [new TrainingRow([.. tokens[..(position + 1)], 0], position + 1)];
        _ = Starts(row);
        T[] logits = [];
        _threads.Run(lane =>
        {
            if (lane == 0)
                logits = _lanes[0].Logits(new PackedRows(row, [0]));
        });
        return logits;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _threads.Dispose();
        foreach (var item in _owned)
            item.Dispose();
    }

    private void Run(IReadOnlyList<TrainingRow> rows, Action<int, PackedRows> work, CancellationToken cancellationToken)
    {
        var plan = MicroBatchPlan.Of(rows, _lanes.Length, _options.MicroBatchTokens);
        _threads.Run(lane =>
        {
            foreach (var batch in plan[lane])
            {
                cancellationToken.ThrowIfCancellationRequested();
                work(lane, new PackedRows(rows, batch));
            }
        });
    }

    // Each number is the sum over the lanes in their order, whichever thread adds it.
    private void SumLanes()
    {
        if (_isSummed)
            return;
        // An optimiser asks from several threads.
        using var guard = _summing.EnterScope();
        if (_isSummed)
            return;
        ForEach(Tensors.Count, tensor =>
        {
            var sum = Parameter(0, tensor).Gradient!.Span<T>();
            for (var lane = 1; lane < _lanes.Length; lane++)
            {
                var other = Parameter(lane, tensor).Gradient!.Span<T>();
                TensorPrimitives.Add<T>(sum, other, sum);
                other.Clear();
            }
        });
        _isSummed = true;
    }

    private int[] Starts(IReadOnlyList<TrainingRow> rows)
    {
        var starts = new int[rows.Count + 1];
        for (var row = 0; row < rows.Count; row++)
        {
            var (tokens, prompt) = (rows[row].Tokens, rows[row].PromptLength);
            if (prompt < 1 || prompt > tokens.Length)
                throw new TrainingException($"Row {row} has a prompt of {prompt} tokens of {tokens.Length}; 1 at least must be, and no more than all.");
            if (Array.FindIndex(tokens, token => (uint)token >= (uint)_shape.Vocabulary) is var at and >= 0)
                throw new TrainingException($"Row {row} has the token {tokens[at]} at {at}; the model knows 0 to {_shape.Vocabulary - 1}.");
            starts[row + 1] = starts[row] + rows[row].CompletionLength;
        }

        return starts;
    }

    private PolicyLane<T>[] Lanes(PolicyNumbers numbers, Func<LaneParameters> parameters) => [.. Enumerable.Range(0, _options.Lanes).Select(_ =>
    {
        var (own, factors) = (parameters(), numbers.Own.GetValueOrDefault(PolicyNames.RopeFactors));
        var isFused = _options.IsFused && typeof(T) == typeof(float);
        IPolicyOperations operations = isFused
            ? new FusedOperations(_shape, factors)
            : new PlainOperations(_shape, new RotaryAngles(_shape, factors, TensorMemory.TypeOf<T>()));
        var head = isFused ? (IPolicyHead<T>)(object)new FusedHead() : new PlainHead<T>();
        var lane = new PolicyLane<T>(own, new LlamaForward(_shape, own, operations), head, _options.LogitTokens);
        _owned.AddRange([lane, operations]);
        return lane;
    })];

    private PolicyParameter Parameter(int lane, int tensor) => _trained[lane][tensor];

    private static void Length(string name, int length, int wanted, [CallerMemberName] string caller = "")
    {
        if (length != wanted)
            throw new TrainingException($"{caller}: {name} has {length} places, and the rows' completions have {wanted} tokens.");
    }
}
