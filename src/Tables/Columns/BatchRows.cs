using Apache.Arrow;
using Rlar.Scoring.Rows;
using Rlar.Tables.Json;

namespace Rlar.Tables.Columns;

/// <summary>The rows of record batches as JSON: the columns that are looked at, in the schema's order.</summary>
internal sealed class BatchRows
{
    private readonly string _file;
    private readonly (int Place, string Name, byte[] Key, ColumnWriter Writer)[] _columns;
    private int _rows;
    private int _next;

    /// <summary>Looks at a schema.</summary>
    /// <param name="file">What messages call the input.</param>
    /// <param name="fields">The columns, in the order of the batches.</param>
    /// <param name="keys">Those that are looked at, or null for all.</param>
    /// <exception cref="InputException">Two columns of one name, or one that is looked at and has no JSON form.</exception>
    internal BatchRows(string file, IReadOnlyList<Field> fields, RowKeys? keys)
    {
        _file = file;
        var columns = new List<(int Place, string Name, byte[] Key, ColumnWriter Writer)>();
        for (var i = 0; i < fields.Count; i++)
        {
            var name = fields[i].Name;
            if (keys?.All.Contains(name) == false)
                continue;
            try
            {
                var writer = ColumnWriters.Of(fields[i].DataType);
                if (writer is BytesWriter)
                    throw new ValueException("it holds bytes, which have no JSON form", "Cast it to text, or leave the column out.");
                columns.Add((i, name, JsonText.Key(name, columns.Count == 0), writer));
            }
            catch (ValueException error)
            {
                // Where it is not known which columns are looked at, this one is not: it could not be.
                if (keys is not null)
                    throw new InputException(file, 0, name, error.Message, error.Remedy, error);
            }
        }

        _columns = [.. columns];
    }

    /// <summary>Refuses two columns of one name: which of them counts, nobody can tell.</summary>
    internal static void RefuseTwins(string file, IEnumerable<Field> fields)
    {
        if (fields.GroupBy(field => field.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twins)
            throw new InputException(file, 0, twins.Key, "two columns have this name", "Rename one of them.");
    }

    /// <summary>Whether the batch has a further row.</summary>
    internal bool HasNext => _next < _rows;

    /// <summary>Takes the batch that the next rows are of.</summary>
    internal void Bind(RecordBatch batch)
    {
        foreach (var (place, _, _, writer) in _columns)
            writer.Bind(batch.Column(place));
        (_rows, _next) = (batch.Length, 0);
    }

    /// <summary>Writes the next row.</summary>
    /// <param name="row">Where to.</param>
    /// <param name="number">Its one-based number in the input.</param>
    /// <exception cref="InputException">A value has no JSON form.</exception>
    internal void Write(RowBuffer row, long number)
    {
        var index = _next++;
        row.Write((byte)'{');
        foreach (var (_, name, key, writer) in _columns)
        {
            row.Write(key);
            try
            {
                writer.Write(row, index);
            }
            catch (ValueException error)
            {
                throw new InputException(_file, number, name, error.Message, error.Remedy, error);
            }
        }

        row.Write((byte)'}');
    }
}
