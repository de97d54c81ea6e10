using System.Text.Json;
using Rlar.Grpo.Advantages;
using Rlar.Scoring.Rows;

namespace Rlar.Host.Advantages;

/// <summary>
/// Reads {"id","rewards","lengths"?,"mask"?} and what the shaping steps and the estimator need; other keys are ignored, so that a scored row can be given too.
/// </summary>
/// <param name="shaping">The steps.</param>
/// <param name="estimator">The estimator.</param>
internal sealed class AdvantageRowParser(IReadOnlyList<IRewardShaping> shaping, AdvantageEstimator estimator)
{
    private static readonly JsonDocumentOptions s_options = new() { AllowDuplicateProperties = false };
    private readonly ShapingFieldReader _fields = new(shaping);
    private readonly BaselineFieldReader _baselines = new(estimator);

    /// <summary>Reads a row.</summary>
    /// <param name="line">The row's JSON.</param>
    /// <param name="number">Its line, for messages and for the id of a row without one.</param>
    /// <param name="file">The input's name.</param>
    /// <exception cref="InputException">Not such a row.</exception>
    internal (string Id, GroupRewards Group) Parse(ReadOnlyMemory<byte> line, long number, string file)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(line, s_options);
        }
        catch (JsonException error)
        {
            throw JsonNesting.Refusal(file, number, line.Span, error)
                ?? AdvantageRow.RefuseRow(file, number, $"not JSON: {error.Message.TrimEnd('.')}");
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw AdvantageRow.RefuseRow(file, number, "not an object");
            var row = new AdvantageRow(document.RootElement, number, file);
            var group = Rewards(row);
            var count = group.Count;
            if (count == 0)
                throw row.Refuse(row.Field("rewards") is null ? "preferences" : "rewards", "empty");
            group = group with
            {
                Lengths = row.Field("lengths") is { } lengths ? row.Each(lengths, "lengths", count, row.Length) : null,
                Mask = group.Steps is null && row.Field("mask") is { } mask ? row.Each(mask, "mask", count, row.Flag) : null,
                StepMask = group.Steps is not null && row.Field("mask") is { } steps
                    ? row.Each(steps, "mask", (step, name) => row.Each(step, name, row.Flag))
                    : null,
            };
            return (row.Field("id")?.ToString() ?? $"line-{number}", _baselines.Read(row, _fields.Read(row, group)));
        }
    }

    /// <summary>The rewards; none where win rates are made of the preferences alone.</summary>
    private GroupRewards Rewards(AdvantageRow row)
    {
        if (row.Field("rewards") is not { } rewards)
        {
            return _fields.Preferences(row) is { } preferences
                ? new GroupRewards { Preferences = preferences }
                : throw row.Refuse("rewards", "missing");
        }

        return rewards.ValueKind switch
        {
            JsonValueKind.Object => new GroupRewards
            {
                Components = rewards.EnumerateObject().ToDictionary(c => c.Name, c => row.Numbers(c.Value, $"rewards.{c.Name}")),
            },
            JsonValueKind.Array when rewards.GetArrayLength() > 0 && rewards[0].ValueKind == JsonValueKind.Array => new GroupRewards
            {
                Steps = row.Each(
                    rewards,
                    "rewards",
                    (step, name) =>
                        row.Each(step, name, (v, n) => row.Number(v, n) ?? throw row.Refuse(n, "a step without a reward"))),
            },
            _ => GroupRewards.Of(row.Numbers(rewards, "rewards")),
        };
    }
}
