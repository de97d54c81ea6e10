using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rlar.Scoring.Pipeline;

namespace Rlar.Scoring.Rows;

/// <summary>
/// Writes output rows as JSON into one buffer that is used again for each row. Numbers have the fewest digits that read back as the same
/// double; text beyond ASCII stands as it is, but for characters that some take for line ends. The same row gives the same
/// bytes. Not for several threads at once.
/// </summary>
public sealed class OutcomeWriter : IDisposable
{
    // Beyond it whole numbers have an exponent.
    private const double MostWhole = 1e15;
    private const ulong NegativeZero = 1UL << 63;
    private const int LongestNumber = 32;
    private const int KnownBits = 6;
    private readonly (ulong Bits, byte[]? Digits)[] _known = new (ulong, byte[]?)[1 << KnownBits];
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _json;

    /// <summary>Creates a writer.</summary>
    public OutcomeWriter() =>
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>
    /// Writes {"id","route","rewards","lengths"?,"advantages"?,"outcomes"} (docs: row formats). An outcome is {"status","value","parts"?,"boundary"?,
    /// "reason"?,"ms","tools"?}; value is null unless scored, boundary is written only for a failure, ms is null where time is not measured.
    /// Advantages by token are one list per completion.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <returns>The JSON without a line end, valid until the next call.</returns>
    /// <exception cref="ArgumentException">A list is not as long as the outcomes, or a number is NaN or infinite.</exception>
    public ReadOnlyMemory<byte> Write(ScoredGroup row) => Write(row, withLengths: false);

    /// <summary>
    /// The same; with the completions' lengths, if they are known, and the key of the row's group, if it has one, where advantages are still to be
    /// computed from the file.
    /// </summary>
    internal ReadOnlyMemory<byte> Write(ScoredGroup row, bool withLengths, RowKey? key = null)
    {
        if (row.Rewards.Length != row.Outcomes.Count || (row.Advantages is not null && row.Advantages.Count != row.Outcomes.Count))
            throw new ArgumentException($"Row {row.Group.Query.Id}: rewards, advantages and outcomes must be as many as the completions.", nameof(row));

        Begin();
        _json.WriteText("id", row.Group.Query.Id);
        WriteRoute(row.Route);
        _json.WriteStartArray("rewards");
        WriteNumbers(row.Rewards);
        if (key is { } group)
            _json.WriteString("group", group.ToString());
        if (withLengths && row.Lengths is { } lengths)
        {
            _json.WriteStartArray("lengths");
            foreach (var length in lengths)
                _json.WriteNumberValue(length);
            _json.WriteEndArray();
        }

        if (row.Advantages is not null)
        {
            _json.WritePropertyName("advantages");
            WriteAdvantages(row.Advantages);
        }

        WriteOutcomes(row.Outcomes);
        return End();
    }

    /// <summary>Writes a group's advantages alone, as a row has them.</summary>
    /// <param name="advantages">The advantages.</param>
    /// <returns>The JSON, a list, valid until the next call.</returns>
    /// <exception cref="ArgumentException">A number is NaN or infinite.</exception>
    internal ReadOnlyMemory<byte> Write(GroupAdvantages advantages)
    {
        Clear();
        WriteAdvantages(advantages);
        _json.Flush();
        return _buffer.WrittenMemory;
    }

    /// <summary>Writes rewards alone, as a row has them.</summary>
    /// <param name="rewards">[G] rewards.</param>
    /// <returns>The JSON, a list, valid until the next call.</returns>
    internal ReadOnlyMemory<byte> Write(IReadOnlyList<double?> rewards)
    {
        Clear();
        _json.WriteStartArray();
        WriteNumbers(rewards);
        _json.Flush();
        return _buffer.WrittenMemory;
    }

    /// <summary>Writes one outcome, as a row has it.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <returns>The JSON, an object, valid until the next call.</returns>
    internal ReadOnlyMemory<byte> Write(CompletionOutcome outcome)
    {
        Clear();
        WriteWhole(outcome);
        _json.Flush();
        return _buffer.WrittenMemory;
    }

    /// <summary>Writes the key of a row's group and lengths with their names, as a row has them where advantages are still to be computed from it.</summary>
    /// <param name="key">The key, or null where the row is a group.</param>
    /// <param name="lengths">[G] lengths, or null where they are not all known.</param>
    internal static byte[] Members(RowKey? key, IReadOnlyList<int>? lengths)
    {
        var members = new List<string>(2);
        if (key is { } group)
            members.Add($"\"group\":\"{group}\"");
        if (lengths is not null)
            members.Add($"\"lengths\":[{string.Join(',', lengths.Select(length => length.ToString(CultureInfo.InvariantCulture)))}]");
        return Encoding.ASCII.GetBytes(string.Join(',', members));
    }

    /// <summary>Writes advantages with their name, as a row has them.</summary>
    /// <param name="advantages">The advantages.</param>
    internal byte[] Member(GroupAdvantages advantages) => [.. "\"advantages\":"u8, .. Write(advantages).Span];

    /// <summary>Writes {"id"?,"outcomes"}: the row of a tool that is run by itself.</summary>
    /// <param name="id">The row's id, or null to leave it out.</param>
    /// <param name="outcomes">[G] outcomes.</param>
    /// <returns>The JSON without a line end, valid until the next call.</returns>
    /// <exception cref="ArgumentException">A number is NaN or infinite.</exception>
    public ReadOnlyMemory<byte> Write(string? id, IReadOnlyList<CompletionOutcome> outcomes)
    {
        Begin();
        if (id is not null)
            _json.WriteText("id", id);
        WriteOutcomes(outcomes);
        return End();
    }

    /// <summary>Writes a row as it stands, with a route in place of any that it has.</summary>
    /// <param name="row">The row, a JSON object.</param>
    /// <param name="route">The route.</param>
    /// <returns>The JSON on one line without a line end, valid until the next call.</returns>
    /// <exception cref="JsonException">The row is no JSON object.</exception>
    public ReadOnlyMemory<byte> Write(ReadOnlySpan<byte> row, Route route)
    {
        ArgumentNullException.ThrowIfNull(route);
        Begin();
        var reader = new Utf8JsonReader(row);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The row is no object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRoute = reader.ValueTextEquals("route"u8);
            var name = reader.ValueIsEscaped || reader.HasValueSequence ? reader.GetString()! : null;
            var plain = name is null ? reader.ValueSpan : default;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isRoute)
                continue;
            if (name is null)
                _json.WritePropertyName(plain);
            else
                _json.WritePropertyName(name);
            _json.WriteRawValue(OnOneLine(row[start..(int)reader.BytesConsumed]), skipInputValidation: true);
        }

        WriteRoute(route);
        return End();
    }

    // Of a row that stands on several lines of an array: line ends occur outside of texts alone.
    private static ReadOnlySpan<byte> OnOneLine(ReadOnlySpan<byte> json)
    {
        if (json.IndexOfAny((byte)'\n', (byte)'\r') < 0)
            return json;
        var line = json.ToArray();
        line.AsSpan().Replace((byte)'\n', (byte)' ');
        line.AsSpan().Replace((byte)'\r', (byte)' ');
        return line;
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void Begin()
    {
        Clear();
        _json.WriteStartObject();
    }

    private void Clear()
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
    }

    private ReadOnlyMemory<byte> End()
    {
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenMemory;
    }

    private void WriteRoute(Route route)
    {
        _json.WriteStartObject("route");
        _json.WriteText("task", route.Task);
        _json.WriteStartArray("tools");
        foreach (var (tool, weight, _) in route.Tools)
        {
            _json.WriteStartObject();
            _json.WriteText("id", tool.Card.Id);
            _json.WriteText("version", tool.Card.Version);
            _json.WriteNumber("weight", weight);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteNumber("confidence", route.Confidence);
        _json.WriteText("why", route.Why);
        _json.WriteEndObject();
    }

    private void WriteAdvantages(GroupAdvantages advantages)
    {
        _json.WriteStartArray();
        if (advantages is GroupAdvantages.ByCompletion single)
        {
            WriteNumbers(single.Values);
            return;
        }

        foreach (var tokens in ((GroupAdvantages.ByToken)advantages).Values)
        {
            _json.WriteStartArray();
            foreach (var advantage in tokens)
                Write(advantage);
            _json.WriteEndArray();
        }

        _json.WriteEndArray();
    }

    /// <summary>Writes the numbers of a list that was begun, and ends it.</summary>
    private void WriteNumbers(IReadOnlyList<double?> numbers)
    {
        for (var i = 0; i < numbers.Count; i++)
        {
            if (numbers[i] is { } value)
                Write(value);
            else
                _json.WriteNullValue();
        }

        _json.WriteEndArray();
    }

    // A group has few different numbers, most often, and most rewards are whole: to find the fewest digits of a double costs more than all else of it.
    private void Write(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        ref var known = ref _known[(bits * 0x9E3779B97F4A7C15) >> (64 - KnownBits)];
        if (known.Digits is not null && known.Bits == bits)
        {
            _json.WriteRawValue(known.Digits, skipInputValidation: true);
            return;
        }

        if (value == Math.Truncate(value) && Math.Abs(value) < MostWhole && bits != NegativeZero)
        {
            _json.WriteNumberValue((long)value);
            return;
        }

        if (!double.IsFinite(value))
            _json.WriteNumberValue(value); // which refuses it
        known = (bits, DigitsOf(value));
        _json.WriteRawValue(known.Digits, skipInputValidation: true);
    }

    // As Utf8JsonWriter has them.
    private static byte[] DigitsOf(double value)
    {
        Span<byte> digits = stackalloc byte[LongestNumber];
        Utf8Formatter.TryFormat(value, digits, out var length);
        return digits[..length].ToArray();
    }

    private void WriteOutcomes(IReadOnlyList<CompletionOutcome> outcomes)
    {
        _json.WriteStartArray("outcomes");
        foreach (var outcome in outcomes)
            WriteWhole(outcome);
        _json.WriteEndArray();
    }

    private void WriteWhole(CompletionOutcome outcome)
    {
        _json.WriteStartObject();
        WriteOutcome(outcome.Outcome, outcome.Milliseconds);
        if (outcome.Tools is { Count: > 0 } tools)
        {
            _json.WriteStartArray("tools");
            foreach (var tool in tools)
            {
                _json.WriteStartObject();
                _json.WriteText("id", tool.Tool);
                WriteOutcome(tool.Outcome, tool.Milliseconds);
                _json.WriteEndObject();
            }

            _json.WriteEndArray();
        }

        _json.WriteEndObject();
    }

    private void WriteOutcome(RewardOutcome outcome, double? milliseconds)
    {
        _json.WriteText("status", outcome.Status);
        switch (outcome)
        {
            case RewardOutcome.Scored scored:
                _json.WritePropertyName("value");
                Write(scored.Value);
                WriteParts(scored.Parts);
                if (scored.Reason is not null)
                    _json.WriteText("reason", scored.Reason);
                break;
            case RewardOutcome.Unscorable unscorable:
                _json.WriteNull("value");
                _json.WriteText("reason", unscorable.Reason);
                break;
            case RewardOutcome.Failed failed:
                _json.WriteNull("value");
                _json.WriteText("boundary", failed.Boundary);
                _json.WriteText("reason", failed.Reason);
                break;
        }

        if (milliseconds is { } ms)
            _json.WriteNumber("ms", ms);
        else
            _json.WriteNull("ms");
    }

    private void WriteParts(IReadOnlyDictionary<string, double>? parts)
    {
        if (parts is null)
            return;
        _json.WriteStartObject("parts");
        foreach (var (name, value) in parts)
            _json.WriteNumber(name, value);
        _json.WriteEndObject();
    }
}
