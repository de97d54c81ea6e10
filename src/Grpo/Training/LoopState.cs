using System.Text.Json;

namespace Rlar.Grpo.Training;

/// <summary>
/// What a run knows between two steps beside the policy's weights and the optimiser's moments. It is replaced as a whole when a step is
/// done.
/// </summary>
internal sealed record LoopState
{
    /// <summary>Steps done, the warm-up's included.</summary>
    public int Step { get; init; }

    /// <summary>Steps of the optimiser since it began or was made to forget.</summary>
    public int OptimizerSteps { get; init; }

    /// <summary>The seed that all draws go back to.</summary>
    public int Seed { get; init; }

    /// <summary>A hash of the rows, trained on and held out.</summary>
    public required string Rows { get; init; }

    /// <summary>Draws made: where the order of the prompts goes on.</summary>
    public long Position { get; init; }

    /// <summary>Rows that are passed over, to the last step in which they are.</summary>
    public IReadOnlyDictionary<int, int> Rests { get; init; } = new Dictionary<int, int>();

    /// <summary>What shaping steps remember, by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Shaping { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>Completions that were drawn for the next step already, by weights that are no more; null where none were.</summary>
    public IReadOnlyList<DrawnGroup>? Pending { get; init; }

    /// <summary>What the watch over the run remembered at the checkpoint; null where there is none.</summary>
    public byte[]? Watch { get; init; }

    /// <summary>Writes it; numbers come back bit by bit.</summary>
    internal void Write(Stream output) => JsonSerializer.Serialize(output, this, JsonLines.Options);

    /// <summary>Reads it.</summary>
    /// <exception cref="TrainingException">It is none.</exception>
    internal static LoopState Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<LoopState>(File.ReadAllBytes(path), JsonLines.Options) ?? throw new JsonException("it is null");
        }
        catch (JsonException error)
        {
            throw new TrainingException($"{path}: this is no state of a run: {error.Message} It was written by another version; begin again in "
                + "another folder.", error);
        }
    }
}
