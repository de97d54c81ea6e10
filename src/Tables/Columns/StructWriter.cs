using Apache.Arrow;
using Rlar.Scoring.Rows;
using Rlar.Tables.Json;

namespace Rlar.Tables.Columns;

/// <summary>Structs as objects.</summary>
/// <param name="fields">The fields that have a JSON form, by their place.</param>
internal sealed class StructWriter(IReadOnlyList<(int Place, string Name, ColumnWriter Writer)> fields) : ColumnWriter<StructArray>
{
    private readonly (int Place, byte[] Key, ColumnWriter Writer)[] _fields =
        [.. fields.Select((field, i) => (field.Place, JsonText.Key(field.Name, isFirst: i == 0), field.Writer))];

    protected override void Bound()
    {
        foreach (var (place, _, writer) in _fields)
            writer.Bind(Array.Fields[place]);
    }

    protected override void WriteValue(RowBuffer row, int index)
    {
        row.Write((byte)'{');
        foreach (var (_, key, writer) in _fields)
        {
            row.Write(key);
            writer.Write(row, index);
        }

        row.Write((byte)'}');
    }
}

/// <summary>Maps from texts as objects.</summary>
/// <param name="keys">Writes the keys: strings.</param>
/// <param name="values">Writes the values.</param>
internal sealed class MapWriter(ColumnWriter keys, ColumnWriter values) : ColumnWriter<MapArray>
{
    protected override void Bound()
    {
        keys.Bind(Array.Keys);
        values.Bind(Array.Values);
    }

    protected override void WriteValue(RowBuffer row, int index)
    {
        var offsets = Array.ValueOffsets;
        row.Write((byte)'{');
        for (var i = offsets[index]; i < offsets[index + 1]; i++)
        {
            if (i > offsets[index])
                row.Write((byte)',');
            keys.Write(row, i);
            row.Write((byte)':');
            values.Write(row, i);
        }

        row.Write((byte)'}');
    }
}
