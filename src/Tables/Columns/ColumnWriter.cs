using Apache.Arrow;
using Rlar.Scoring.Rows;

namespace Rlar.Tables.Columns;

/// <summary>Writes the values of one Arrow column, or of what is nested in one, as JSON. It is bound to the array of each batch in turn.</summary>
internal abstract class ColumnWriter
{
    /// <summary>Takes the array that the next values are of.</summary>
    internal abstract void Bind(IArrowArray array);

    /// <summary>Writes a value, null where it is.</summary>
    /// <param name="row">Where to.</param>
    /// <param name="index">Its index in the array.</param>
    /// <exception cref="ValueException">It has no JSON form.</exception>
    internal abstract void Write(RowBuffer row, int index);
}

/// <summary>A writer of arrays of one kind.</summary>
/// <typeparam name="TArray">The kind.</typeparam>
internal abstract class ColumnWriter<TArray> : ColumnWriter
    where TArray : class, IArrowArray
{
    private bool _hasNulls;

    /// <summary>The array.</summary>
    protected TArray Array { get; private set; } = null!;

    internal override void Bind(IArrowArray array)
    {
        Array = array as TArray
            ?? throw new ValueException($"a {array.Data.DataType.Name} where the schema says otherwise", "The file is damaged: write it again.");
        _hasNulls = array.NullCount != 0;
        Bound();
    }

    internal sealed override void Write(RowBuffer row, int index)
    {
        if (_hasNulls && Array.IsNull(index))
            row.Write("null"u8);
        else
            WriteValue(row, index);
    }

    /// <summary>Called when there is a new array.</summary>
    protected virtual void Bound()
    {
    }

    /// <summary>Writes a value that is not null.</summary>
    protected abstract void WriteValue(RowBuffer row, int index);
}
