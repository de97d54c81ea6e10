using System.Text.Json;
using Rlar.Scoring.Pipeline;

namespace Rlar.Scoring.Rows;

/// <summary>
/// A row as a run has written it, read back: {…,"rewards":[…],"group":"…"?,"lengths":[…]?,"advantages":[…]?,"outcomes":[…]}.
/// What is not replaced stays as it stands, byte by byte.
/// </summary>
internal sealed class OutputRow
{
    private readonly ReadOnlyMemory<byte> _row;
    private readonly (int Start, int End) _rewards;
    private readonly int _rest;
    private readonly (int Start, int End)[] _outcomes;
    private readonly int _outcomesStart;

    private OutputRow(
        ReadOnlyMemory<byte> row, (int Start, int End) rewards, int rest, int outcomesStart, (int Start, int End)[] outcomes, RewardedGroup group, int[] failed)
    {
        (_row, _rewards, _rest, _outcomesStart, _outcomes) = (row, rewards, rest, outcomesStart, outcomes);
        (Group, Failed) = (group, failed);
    }

    /// <summary>The rewards, and the lengths where the row has them.</summary>
    internal RewardedGroup Group { get; }

    /// <summary>The key of the row's group, where groups stand in several rows and advantages are still to be computed.</summary>
    internal RowKey? Key { get; private init; }

    /// <summary>Which completions failed.</summary>
    internal IReadOnlyList<int> Failed { get; }

    /// <summary>The row as it stands.</summary>
    internal ReadOnlySpan<byte> Bytes => _row.Span;

    /// <summary>Reads a row that a run has written.</summary>
    /// <param name="row">The row; it is kept.</param>
    /// <exception cref="FormatException">No run has written this.</exception>
    internal static OutputRow Read(ReadOnlyMemory<byte> row)
    {
        var json = new Utf8JsonReader(row.Span);
        var rewards = new List<double?>();
        List<int>? lengths = null;
        RowKey? key = null;
        (int Start, int End) place = default;
        var (rest, outcomesStart) = (0, 0);
        var outcomes = new List<(int Start, int End)>();
        var failed = new List<int>();
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("rewards"u8))
            {
                json.Read();
                place.Start = (int)json.TokenStartIndex;
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                    rewards.Add(json.TokenType == JsonTokenType.Null ? null : json.GetDouble());
                rest = place.End = (int)json.BytesConsumed;
            }
            else if (json.ValueTextEquals("group"u8))
            {
                json.Read();
                key = RowKey.Parse(json.GetString()!);
                rest = (int)json.BytesConsumed;
            }
            else if (json.ValueTextEquals("lengths"u8))
            {
                json.Read();
                lengths = [];
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                    lengths.Add(json.GetInt32());
                rest = (int)json.BytesConsumed;
            }
            else if (json.ValueTextEquals("advantages"u8))
            {
                json.Skip();
                rest = (int)json.BytesConsumed;
            }
            else if (json.ValueTextEquals("outcomes"u8))
            {
                json.Read();
                outcomesStart = (int)json.TokenStartIndex;
                while (json.Read() && json.TokenType == JsonTokenType.StartObject)
                    outcomes.Add(Outcome(ref json, outcomes.Count, failed));
            }
            else
            {
                json.Skip();
            }
        }

        return place.End > 0 && outcomes.Count == rewards.Count
            ? new OutputRow(row, place, rest, outcomesStart, [.. outcomes], new RewardedGroup(rewards, lengths), [.. failed]) { Key = key }
            : throw new FormatException("it is no row of a run");
    }

    /// <summary>The row with something in the place of its key, lengths or advantages.</summary>
    /// <param name="member">A member of a JSON object, as in <c>"advantages":[0,1]</c>; empty for none.</param>
    internal byte[] With(ReadOnlySpan<byte> member) => member.IsEmpty
        ? [.. Bytes[.._rewards.End], .. Bytes[_rest..]]
        : [.. Bytes[.._rewards.End], (byte)',', .. member, .. Bytes[_rest..]];

    /// <summary>The row with other outcomes for some completions.</summary>
    /// <param name="completions">Which, ascending.</param>
    /// <param name="outcomes">What they came to.</param>
    /// <param name="rewards">Their rewards.</param>
    internal OutputRow Replace(IReadOnlyList<int> completions, IReadOnlyList<CompletionOutcome> outcomes, IReadOnlyList<double?> rewards)
    {
        using var writer = new OutcomeWriter();
        double?[] all = [.. Group.Rewards];
        for (var i = 0; i < completions.Count; i++)
            all[completions[i]] = rewards[i];
        var bytes = new List<byte>(Bytes.Length + 256);
        bytes.AddRange(Bytes[.._rewards.Start]);
        bytes.AddRange(writer.Write(all).Span);
        bytes.AddRange(Bytes[_rewards.End.._outcomesStart]);
        var next = _outcomesStart;
        for (var i = 0; i < completions.Count; i++)
        {
            var (start, end) = _outcomes[completions[i]];
            bytes.AddRange(Bytes[next..start]);
            bytes.AddRange(writer.Write(outcomes[i]).Span);
            next = end;
        }

        bytes.AddRange(Bytes[next..]);
        return Read(bytes.ToArray());
    }

    private static (int Start, int End) Outcome(ref Utf8JsonReader json, int index, List<int> failed)
    {
        var start = (int)json.TokenStartIndex;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isStatus = json.ValueTextEquals("status"u8);
            json.Read();
            if (isStatus && json.ValueTextEquals("failed"u8))
                failed.Add(index);
            json.Skip();
        }

        return (start, (int)json.BytesConsumed);
    }
}
