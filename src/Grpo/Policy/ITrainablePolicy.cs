namespace Rlar.Grpo.Policy;

/// <summary>
/// A language model that gradients can be taken of. Weights and gradients are spans over the model's own memory, so that an optimiser, a checkpoint or a test
/// needs nothing of the engine behind. One caller at a time; the work inside is spread over lanes, whose number is part of the result's bits. Only the spans
/// are handed out on several threads at once, between passes: an optimiser asks for them where it uses them.
/// </summary>
public interface ITrainablePolicy : IDisposable
{
    /// <summary>What is trained, in a fixed order; the index of a tensor is its place here.</summary>
    IReadOnlyList<TrainedTensor> Tensors { get; }

    /// <summary>What decides the bits of its numbers: structure, engine and version, vector width, lanes.</summary>
    string Identity { get; }

    /// <summary>Whether <see cref="PolicySide.Reference"/> can be asked for.</summary>
    bool HasReference { get; }

    /// <summary>A trained tensor's numbers in place, [shape] flat, rows first. What is written is what the next pass and the rollouts see.</summary>
    /// <param name="tensor">Its index.</param>
    Span<float> Weights(int tensor);

    /// <summary>d loss / d weight, the sum over every <see cref="Accumulate"/> since <see cref="ClearGradients"/>.</summary>
    /// <param name="tensor">Its index.</param>
    Span<float> Gradient(int tensor);

    /// <summary>Sets all gradients to 0.</summary>
    void ClearGradients();

    /// <summary>Log-probabilities and entropies of the completions' tokens, without gradients.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="side">Under which weights.</param>
    /// <param name="logprobs">[N] destination: the completions' tokens of all rows, one row after the other.</param>
    /// <param name="entropies">[N] destination in nats, or empty: not wanted.</param>
    /// <param name="cancellationToken">Ends the work between two micro-batches.</param>
    void Logprobs(IReadOnlyList<TrainingRow> rows, PolicySide side, Span<float> logprobs, Span<float> entropies, CancellationToken cancellationToken);

    /// <summary>One pass forward and one backward: adds the gradients of a loss that is a function of the rows' log-probabilities.</summary>
    /// <param name="rows">The rows; in micro-batches by a budget of tokens, so any number.</param>
    /// <param name="slopes">The loss.</param>
    /// <param name="cancellationToken">Ends the work between two micro-batches; gradients are then part of a sum and must be cleared.</param>
    void Accumulate(IReadOnlyList<TrainingRow> rows, LossSlopes slopes, CancellationToken cancellationToken);
}
