using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Rlar.Scoring.Rows;

/// <summary>The known top-level values of one row, found in one pass over its bytes.</summary>
internal readonly ref struct RowValues
{
    private const int LongestKey = 256;
    private static readonly List<Column> s_none = [];

    private readonly ReadOnlySpan<byte> _line;
    private readonly ReadOnlySpan<Slot> _slots;
    private readonly uint _fields;
    private readonly List<UnreadColumn>? _unread;

    private RowValues(
        RowPlace place, RowColumns columns, ReadOnlySpan<byte> line, ReadOnlySpan<Slot> slots, (uint Fields, ulong Shape) found, List<UnreadColumn>? unread)
    {
        Place = place;
        Columns = columns;
        _line = line;
        _slots = slots;
        (_fields, Shape) = found;
        _unread = unread;
    }

    /// <summary>The number that rows of this shape share (<see cref="RowShape"/>).</summary>
    public ulong Shape { get; }

    /// <summary>Where the row stands.</summary>
    public RowPlace Place { get; }

    /// <summary>Which columns each field is read from.</summary>
    public RowColumns Columns { get; }

    /// <summary>Reads a row's top level.</summary>
    /// <param name="place">Where the row stands.</param>
    /// <param name="columns">The known columns.</param>
    /// <param name="line">The row.</param>
    /// <param name="slots">[columns.SlotCount] scratch, all default.</param>
    /// <param name="unread">Takes the columns that nothing is read from; null where nobody asks, which costs nothing.</param>
    /// <exception cref="InputException">Not valid UTF-8 or JSON, not an object, or a known key twice.</exception>
    public static RowValues Scan(RowPlace place, RowColumns columns, ReadOnlySpan<byte> line, Span<Slot> slots, List<UnreadColumn>? unread = null)
    {
        if (!Utf8.IsValid(line))
            throw place.RefuseRow("the line is not valid UTF-8", "Save the file as UTF-8, for example with iconv -t UTF-8.");
        (uint Fields, ulong Shape) found;
        try
        {
            found = ScanObject(place, columns, line, slots, unread);
        }
        catch (JsonException error)
        {
            throw JsonNesting.Refusal(place.File, place.Line, line, error) ?? place.RefuseRow(
                $"the line is not valid JSON at byte {error.BytePositionInLine + 1}: {Reason(error)}", "Write one whole JSON object a line.", error);
        }

        return new RowValues(place, columns, line, slots, found, unread);
    }

    /// <summary>The value of a column; absent or null where the row has none.</summary>
    public JsonSlice this[Column column]
    {
        get
        {
            var slot = _slots[column.Slot];
            if (slot.Kind == JsonTokenType.None || column.Inner.Count == 0)
                return new JsonSlice(Place, column.Name, _line.Slice(slot.Start, slot.Length), slot.Kind);

            // Of a nested column the row may have the outer object alone, or something that is no object: no value then.
            // A table keeps the object as its JSON text.
            var value = new JsonSlice(Place, column.Name[..column.Name.IndexOf('.')], _line.Slice(slot.Start, slot.Length), slot.Kind);
            if (value.Kind == JsonTokenType.String && value.Json.StartsWith("\"{"u8))
                value = value.Parsed();
            foreach (var key in column.Inner)
            {
                if (value.Kind != JsonTokenType.StartObject)
                    return new JsonSlice(Place, column.Name, default, JsonTokenType.None);
                value = value.Member(key);
            }

            return value;
        }
    }

    /// <summary>Whether any column of a field has a value; of nested ones, whether the outer object has.</summary>
    public bool Has(RowField field) => (_fields & (1u << (int)field)) != 0;

    /// <summary>Notes that a column gave nothing, for <see cref="RowParser.Unread"/>.</summary>
    /// <param name="column">The column.</param>
    /// <param name="why">Why not, without a full stop.</param>
    public void LeaveUnread(Column column, string why) => _unread?.Add(new UnreadColumn(column.Name, why));

    /// <summary>Notes the columns in which only members are known, and none of these is: an object of another shape, or a text that is no JSON.</summary>
    public void LeaveHollow()
    {
        var isRead = new bool[Columns.SlotCount];
        foreach (var field in Enum.GetValues<RowField>())
        {
            foreach (var column in Columns[field])
                isRead[column.Slot] |= column.Inner.Count == 0 || this[column].Present;
        }

        for (var slot = 0; slot < isRead.Length; slot++)
        {
            if (!isRead[slot] && _slots[slot].Kind is not (JsonTokenType.None or JsonTokenType.Null))
                _unread?.Add(new UnreadColumn(Columns.Key(slot), "it is no object, or has no member that RLAR reads"));
        }
    }

    /// <summary>Where in the line a column's top-level value starts, to tell which of two comes first.</summary>
    public int Start(Column column) => _slots[column.Slot].Start;

    /// <summary>The present columns of a field, by precedence.</summary>
    /// <exception cref="InputException">The user mapped a column that the row does not have.</exception>
    public List<Column> Present(RowField field)
    {
        if (!Has(field))
        {
            RefuseMissing(field);
            return s_none;
        }

        var present = new List<Column>(1);
        foreach (var column in Columns[field])
        {
            if (this[column].Present)
                present.Add(column);
        }

        if (present.Count == 0)
            RefuseMissing(field);
        return present;
    }

    /// <summary>The column of a field that counts; null where the row has none.</summary>
    /// <exception cref="InputException">The user mapped a column that the row does not have.</exception>
    public Column? First(RowField field)
    {
        if (Has(field))
        {
            foreach (var column in Columns[field])
            {
                if (this[column].Present)
                    return column;
            }
        }

        RefuseMissing(field);
        return null;
    }

    /// <summary>The error for two columns that give one field different values.</summary>
    public InputException Ambiguous(RowField field, Column first, Column second)
    {
        var name = ColumnMap.Name(field);
        return Place.Refuse(
            first.Name,
            $"'{first.Name}' and '{second.Name}' both give the {name}, and differ",
            $"Keep one of them, or choose with a column map such as {name}={first.Name}.");
    }

    private void RefuseMissing(RowField field)
    {
        if (Columns.Mapped(field) is not { } mapped)
            return;

        // A column that is null says that this row has no value; one that is not there is most likely a slip in the mapping.
        foreach (var column in Columns[field])
        {
            if (this[column].Kind == JsonTokenType.Null)
                return;
        }

        throw Place.Refuse(
            mapped,
            $"the row has no such column, and {ColumnMap.Name(field)} is mapped to it",
            "Correct the column map or the row.");
    }

    // The fields that the row has a value for, a bit each, and its shape.
    private static (uint Fields, ulong Shape) ScanObject(
        RowPlace place, RowColumns columns, ReadOnlySpan<byte> line, Span<Slot> slots, List<UnreadColumn>? unread)
    {
        var (fields, shape) = (0u, 0UL);
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            throw place.RefuseRow(
                $"the line is {Describe(reader.TokenType)}, not an object",
                "Write each row as {\"prompt\": …, \"completions\": […]}.");
        }

        var known = columns.Slots;
        Span<char> key = stackalloc char[LongestKey];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var slot = Find(ref reader, known, key, place);
            var hash = RowShape.HashOfKey(reader.ValueSpan);
            var name = slot < 0 && unread is not null ? reader.GetString() : null;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            var kind = reader.TokenType;
            shape += RowShape.HashOfColumn(hash, kind);
            reader.Skip();
            if (slot < 0)
            {
                if (unread is not null && kind != JsonTokenType.Null)
                    unread.Add(new UnreadColumn(name!, "RLAR knows no column of this name"));
                continue;
            }

            if (slots[slot].Kind != JsonTokenType.None)
                throw place.Refuse(columns.Key(slot), "the key is in the row twice", "Keep one of the two.");
            slots[slot] = new Slot(start, (int)reader.BytesConsumed - start, kind);
            if (kind != JsonTokenType.Null)
                fields |= columns.FieldsOf(slot);
        }

        // A second value on the line is an error that only a further read finds.
        reader.Read();
        return (fields, shape);
    }

    private static int Find(
        scoped ref Utf8JsonReader reader, Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> known, scoped Span<char> key, RowPlace place)
    {
        if (reader.ValueSpan.Length > LongestKey)
            return -1;
        int length;
        if (reader.ValueIsEscaped)
        {
            try
            {
                length = reader.CopyString(key);
            }
            catch (InvalidOperationException error)
            {
                throw place.RefuseRow(
                    "a key holds an escape that is no character (a lone surrogate)",
                    "Write the key as valid Unicode.",
                    error);
            }
        }
        else
        {
            length = Encoding.UTF8.GetChars(reader.ValueSpan, key);
        }

        return known.TryGetValue(key[..length], out var slot) ? slot : -1;
    }

    private static string Describe(JsonTokenType kind) => kind switch
    {
        JsonTokenType.StartArray or JsonTokenType.EndArray => "a list",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "a boolean",
    };

    // The message of System.Text.Json ends with a position in its own terms, which the caller gives in ours.
    private static string Reason(JsonException error)
    {
        var end = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? error.Message : error.Message[..end]).TrimEnd('.', ' ');
    }

    /// <summary>Where a value stands in the line.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Slot(int Start, int Length, JsonTokenType Kind);
}
