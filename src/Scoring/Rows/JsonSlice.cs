using System.Text;
using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>One value of a row: its JSON text, already known to be well-formed, with its name for messages.</summary>
/// <param name="place">Where the row stands.</param>
/// <param name="owner">The value's name, or the name of the list that it is an element of.</param>
/// <param name="json">The JSON text.</param>
/// <param name="kind">The first token; None where there is no value.</param>
/// <param name="index">Zero-based index in the list, or -1.</param>
internal readonly ref struct JsonSlice(RowPlace place, string owner, ReadOnlySpan<byte> json, JsonTokenType kind, int index = -1)
{
    // The name is put together only for a message: OWNER[_ownerIndex].KEY[_index].
    private readonly string _owner = owner;
    private readonly int _ownerIndex = -1;
    private readonly string? _key;
    private readonly int _index = index;

    private JsonSlice(scoped in JsonSlice parent, string? key, int index, ReadOnlySpan<byte> json, JsonTokenType kind)
        : this(parent.Place, parent._owner, json, kind, index)
    {
        if (key is null && parent._index < 0)
            (_ownerIndex, _key) = (parent._ownerIndex, parent._key);
        else if (key is not null && parent._key is null)
            (_ownerIndex, _key) = (parent._index, key);
        else
            (_owner, _key) = (parent.Name, key);
    }

    /// <summary>Where the row stands.</summary>
    public RowPlace Place { get; } = place;

    /// <summary>The value's name: "answer", "completions[3].content".</summary>
    public string Name
    {
        get
        {
            var name = _ownerIndex < 0 ? _owner : $"{_owner}[{_ownerIndex}]";
            if (_key is not null)
                name = $"{name}.{_key}";
            return _index < 0 ? name : $"{name}[{_index}]";
        }
    }

    /// <summary>The value's JSON text.</summary>
    public ReadOnlySpan<byte> Json { get; } = json;

    /// <summary>The value's first token; None where there is no value.</summary>
    public JsonTokenType Kind { get; } = kind;

    /// <summary>Whether there is a value other than null.</summary>
    public bool Present => Kind is not (JsonTokenType.None or JsonTokenType.Null);

    /// <summary>The value that a text holds as JSON; absent where it holds none. Its name is the text's.</summary>
    public JsonSlice Parsed()
    {
        var text = Encoding.UTF8.GetBytes(Text());
        var reader = new Utf8JsonReader(text);
        try
        {
            reader.Read();
            var found = reader.TokenType;
            reader.Skip();
            while (reader.Read())
            {
            }

            return new JsonSlice(this, null, -1, text, found);
        }
        catch (JsonException)
        {
            return new JsonSlice(this, null, -1, default, JsonTokenType.None);
        }
    }

    /// <summary>The text of a string.</summary>
    public string Text()
    {
        if (Kind != JsonTokenType.String)
            throw WrongType("a string");
        var reader = Reader();
        return Decode(ref reader);
    }

    /// <summary>A number as a count, from 0 to int.MaxValue.</summary>
    public int Count()
    {
        var reader = Reader();
        return Kind == JsonTokenType.Number && reader.TryGetInt32(out var count) && count >= 0
            ? count
            : throw Place.Refuse(Name, $"it must be a whole number of tokens, not {Describe()}", "Give a count of 0 or more.");
    }

    /// <summary>The JSON text of a number or a boolean, as text.</summary>
    public string Literal() => Encoding.UTF8.GetString(Json);

    /// <summary>The value as an element of its own, with all its strings checked to be text.</summary>
    public JsonElement Element()
    {
        var reader = new Utf8JsonReader(Json);
        if (Json.IndexOf("\\u"u8) >= 0)
        {
            while (reader.Read())
            {
                if (reader is { ValueIsEscaped: true })
                    Decode(ref reader);
            }

            reader = new Utf8JsonReader(Json);
        }

        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>The elements of an array.</summary>
    public Elements Items() => new(this);

    /// <summary>A member of an object; absent where it has none of that name.</summary>
    /// <exception cref="InputException">The member is there twice.</exception>
    public JsonSlice Member(string key)
    {
        var found = new JsonSlice(this, key, -1, default, JsonTokenType.None);
        var reader = Reader();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var wanted = Is(ref reader, key);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            var type = reader.TokenType;
            reader.Skip();
            if (!wanted)
                continue;
            if (found.Kind != JsonTokenType.None)
                throw Place.Refuse(found.Name, "the key is there twice", "Keep one of the two.");
            found = new JsonSlice(this, key, -1, Json[start..(int)reader.BytesConsumed], type);
        }

        return found;
    }

    /// <summary>The error for a value of another type than the field takes.</summary>
    public InputException WrongType(string wanted) =>
        Place.Refuse(Name, $"it must be {wanted}, not {Describe()}", "Change the row, or map another column to the field.");

    private string Describe() => Kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => $"the number {(Json.Length <= 40 ? Literal() : "with many digits")}",
        JsonTokenType.Null => "null",
        JsonTokenType.None => "missing",
        _ => Literal(),
    };

    private Utf8JsonReader Reader()
    {
        var reader = new Utf8JsonReader(Json);
        reader.Read();
        return reader;
    }

    private bool Is(ref Utf8JsonReader reader, string key)
    {
        try
        {
            return reader.ValueTextEquals(key);
        }
        catch (InvalidOperationException error)
        {
            throw Broken(Place, Name, error);
        }
    }

    private string Decode(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw Broken(Place, Name, error);
        }
    }

    private static InputException Broken(RowPlace place, string name, InvalidOperationException error) =>
        place.Refuse(
            name,
            "it holds an escape that is no character (a lone surrogate such as \\ud800)",
            "Write the text as valid Unicode.",
            error);

    /// <summary>Walks the elements of an array once.</summary>
    public ref struct Elements
    {
        private readonly JsonSlice _array;
        private Utf8JsonReader _reader;
        private int _index;

        internal Elements(JsonSlice array)
        {
            _array = array;
            _reader = array.Reader();
            _index = -1;
        }

        /// <summary>The element that <see cref="MoveNext"/> came to.</summary>
        public JsonSlice Current { get; private set; }

        /// <summary>Goes to the next element, if there is one.</summary>
        public bool MoveNext()
        {
            if (!_reader.Read() || _reader.TokenType == JsonTokenType.EndArray)
                return false;
            var start = (int)_reader.TokenStartIndex;
            var kind = _reader.TokenType;
            _reader.Skip();
            Current = new JsonSlice(_array, null, ++_index, _array.Json[start..(int)_reader.BytesConsumed], kind);
            return true;
        }

        /// <summary>Itself, so that foreach takes it.</summary>
        public readonly Elements GetEnumerator() => this;
    }
}
