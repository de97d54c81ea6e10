using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace Rlar.Tables.Columns;

/// <summary>Builds an Arrow array of one type from values of JSON. What a value does not have is null.</summary>
internal abstract class ColumnBuilder
{
    private readonly List<bool> _valid = [];
    private int _nulls;

    /// <summary>How many values there are.</summary>
    protected int Count => _valid.Count;

    /// <summary>The builder of a type: numbers, booleans, strings, and lists, structs and maps from strings of such.</summary>
    internal static ColumnBuilder Of(IArrowType type) => type switch
    {
        DoubleType => new NumberBuilder<double>(type, value => value.GetDouble()),
        Int64Type => new NumberBuilder<long>(type, value => value.GetInt64()),
        BooleanType => new BooleanBuilder(),
        StringType => new StringBuilder(),
        MapType map => new MapBuilder(map),
        ListType list => new ListBuilder(list),
        StructType @struct => new StructBuilder(@struct),
        _ => throw new NotSupportedException($"No column of {type.Name} is built from JSON."),
    };

    /// <summary>Adds a value; undefined and null add null.</summary>
    internal void Append(JsonElement value)
    {
        var isValid = value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);
        _valid.Add(isValid);
        _nulls += isValid ? 0 : 1;
        Add(isValid ? value : default, isValid);
    }

    /// <summary>The array of what was added; the builder is empty afterwards.</summary>
    internal ArrayData Build()
    {
        var bits = ArrowBuffer.Empty;
        if (_nulls > 0)
        {
            var packed = new ArrowBuffer.BitmapBuilder(_valid.Count);
            foreach (var isValid in _valid)
                packed.Append(isValid);
            bits = packed.Build();
        }

        var data = Build(bits, _valid.Count, _nulls);
        _valid.Clear();
        _nulls = 0;
        return data;
    }

    /// <summary>Adds a value, or what stands in the place of one.</summary>
    protected abstract void Add(JsonElement value, bool isValid);

    /// <summary>The array, given which values there are.</summary>
    protected abstract ArrayData Build(ArrowBuffer validity, int length, int nulls);

    private sealed class NumberBuilder<T>(IArrowType type, Func<JsonElement, T> read) : ColumnBuilder
        where T : struct
    {
        private ArrowBuffer.Builder<T> _values = new();

        protected override void Add(JsonElement value, bool isValid) => _values.Append(isValid ? read(value) : default);

        protected override ArrayData Build(ArrowBuffer validity, int length, int nulls)
        {
            var data = new ArrayData(type, length, nulls, 0, [validity, _values.Build()]);
            _values = new ArrowBuffer.Builder<T>();
            return data;
        }
    }

    private sealed class BooleanBuilder : ColumnBuilder
    {
        private ArrowBuffer.BitmapBuilder _values = new();

        protected override void Add(JsonElement value, bool isValid) => _values.Append(isValid && value.GetBoolean());

        protected override ArrayData Build(ArrowBuffer validity, int length, int nulls)
        {
            var data = new ArrayData(BooleanType.Default, length, nulls, 0, [validity, _values.Build()]);
            _values = new ArrowBuffer.BitmapBuilder();
            return data;
        }
    }

    private sealed class StringBuilder : ColumnBuilder
    {
        private ArrowBuffer.Builder<int> _ends = new ArrowBuffer.Builder<int>().Append(0);
        private ArrowBuffer.Builder<byte> _bytes = new();

        protected override void Add(JsonElement value, bool isValid)
        {
            if (isValid)
                _bytes.Append(System.Text.Encoding.UTF8.GetBytes(value.GetString()!).AsSpan());
            _ends.Append(_bytes.Length);
        }

        protected override ArrayData Build(ArrowBuffer validity, int length, int nulls)
        {
            var data = new ArrayData(StringType.Default, length, nulls, 0, [validity, _ends.Build(), _bytes.Build()]);
            _ends = new ArrowBuffer.Builder<int>().Append(0);
            _bytes = new ArrowBuffer.Builder<byte>();
            return data;
        }
    }

    private sealed class ListBuilder(ListType type) : ColumnBuilder
    {
        private readonly ColumnBuilder _items = Of(type.ValueDataType);
        private ArrowBuffer.Builder<int> _ends = new ArrowBuffer.Builder<int>().Append(0);

        protected override void Add(JsonElement value, bool isValid)
        {
            if (isValid)
            {
                foreach (var item in value.EnumerateArray())
                    _items.Append(item);
            }

            _ends.Append(_items.Count);
        }

        protected override ArrayData Build(ArrowBuffer validity, int length, int nulls)
        {
            var data = new ArrayData(type, length, nulls, 0, [validity, _ends.Build()], [_items.Build()]);
            _ends = new ArrowBuffer.Builder<int>().Append(0);
            return data;
        }
    }

    private sealed class StructBuilder(StructType type) : ColumnBuilder
    {
        private readonly ColumnBuilder[] _fields = [.. type.Fields.Select(field => Of(field.DataType))];

        protected override void Add(JsonElement value, bool isValid)
        {
            for (var i = 0; i < _fields.Length; i++)
                _fields[i].Append(isValid && value.TryGetProperty(type.Fields[i].Name, out var member) ? member : default);
        }

        protected override ArrayData Build(ArrowBuffer validity, int length, int nulls) =>
            new(type, length, nulls, 0, [validity], [.. _fields.Select(field => field.Build())]);
    }

    private sealed class MapBuilder(MapType type) : ColumnBuilder
    {
        private readonly ColumnBuilder _values = Of(type.ValueField.DataType);
        private readonly StringBuilder _keys = new();
        private ArrowBuffer.Builder<int> _ends = new ArrowBuffer.Builder<int>().Append(0);

        protected override void Add(JsonElement value, bool isValid)
        {
            if (isValid)
            {
                foreach (var member in value.EnumerateObject())
                {
                    _keys.Append(JsonSerializer.SerializeToElement(member.Name));
                    _values.Append(member.Value);
                }
            }

            _ends.Append(_keys.Count);
        }

        protected override ArrayData Build(ArrowBuffer validity, int length, int nulls)
        {
            var pairs = _keys.Count;
            var entries = new ArrayData(type.KeyValueType, pairs, 0, 0, [ArrowBuffer.Empty], [_keys.Build(), _values.Build()]);
            var data = new ArrayData(type, length, nulls, 0, [validity, _ends.Build()], [entries]);
            _ends = new ArrowBuffer.Builder<int>().Append(0);
            return data;
        }
    }
}
