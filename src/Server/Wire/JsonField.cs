using System.Globalization;
using System.Text.Json;

namespace Rlar.Server.Wire;

/// <summary>
/// A value in a request's JSON with its path, for dialects: what is not as it must be is a <see cref="BadRequestException"/> that names the path. A null is
/// absent; so is what an absent value would hold.
/// </summary>
/// <param name="element">The value; undefined where it is absent.</param>
/// <param name="path">Its path (<c>response.output[3]</c>); null for the body.</param>
public readonly struct JsonField(JsonElement element, string? path)
{
    /// <summary>Its path (<c>response.output[3]</c>); null for the body.</summary>
    public string? Path => path;

    /// <summary>The value; of the kind undefined or null where it is absent.</summary>
    public JsonElement Element => element;

    /// <summary>What sort of value it is.</summary>
    public JsonValueKind Kind => element.ValueKind;

    /// <summary>Whether there is none, or a null.</summary>
    public bool IsAbsent => element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    /// <summary>A member of the object; absent where there is none, or the object is absent. Of equal keys the last counts.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="BadRequestException">It is something, and no object.</exception>
    public JsonField this[string name]
    {
        get
        {
            var its = path is null ? name : $"{path}.{name}";
            if (IsAbsent)
                return new JsonField(default, its);
            Require(JsonValueKind.Object, "an object");
            return new JsonField(element.TryGetProperty(name, out var value) ? value : default, its);
        }
    }

    /// <summary>The text.</summary>
    /// <exception cref="BadRequestException">It is absent, no text, or holds half a character.</exception>
    public string Text()
    {
        Require(JsonValueKind.String, "a string");
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw new BadRequestException(path, "it holds an escape that is no character (a lone surrogate)", "Send valid Unicode.", error);
        }
    }

    /// <summary>The text, or null where it is absent.</summary>
    /// <exception cref="BadRequestException">It is no text.</exception>
    public string? TextOrNull() => IsAbsent ? null : Text();

    /// <summary>The text of a string, a number as it is written, or true or false: for labels, which come as all of these. Null where it is absent.</summary>
    /// <exception cref="BadRequestException">It is a list or an object.</exception>
    public string? LooseText() => Kind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => Text(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
        _ => throw Wrong("a string or a number"),
    };

    /// <summary>The number.</summary>
    /// <exception cref="BadRequestException">It is absent, no number, or beyond a double.</exception>
    public double Number()
    {
        Require(JsonValueKind.Number, "a number");
        return element.TryGetDouble(out var value) && double.IsFinite(value) ? value : throw Wrong("a number that a double can hold");
    }

    /// <summary>The number, or null where it is absent.</summary>
    /// <exception cref="BadRequestException">It is no number.</exception>
    public double? NumberOrNull() => IsAbsent ? null : Number();

    /// <summary>The whole number, or null where it is absent; 3.0 is one.</summary>
    /// <exception cref="BadRequestException">It is none that 64 bits can hold.</exception>
    public long? WholeOrNull()
    {
        if (IsAbsent)
            return null;
        Require(JsonValueKind.Number, "a whole number");
        if (element.TryGetInt64(out var whole))
            return whole;
        return Number() is var value && Math.Abs(value) < 1L << 53 && Math.Truncate(value) == value ? (long)value : throw Wrong("a whole number");
    }

    /// <summary>True or false, or null where it is absent.</summary>
    /// <exception cref="BadRequestException">It is neither.</exception>
    public bool? FlagOrNull() => Kind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong("true or false"),
    };

    /// <summary>The elements of a list; none where it is absent.</summary>
    /// <exception cref="BadRequestException">It is no list.</exception>
    public IReadOnlyList<JsonField> Items()
    {
        if (IsAbsent)
            return [];
        Require(JsonValueKind.Array, "a list");
        var items = new JsonField[element.GetArrayLength()];
        var i = 0;
        foreach (var item in element.EnumerateArray())
        {
            items[i] = new JsonField(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"));
            i++;
        }

        return items;
    }

    /// <summary>The members of an object in its order; none where it is absent.</summary>
    /// <exception cref="BadRequestException">It is no object.</exception>
    public IEnumerable<(string Name, JsonField Value)> Members()
    {
        if (IsAbsent)
            return [];
        Require(JsonValueKind.Object, "an object");
        var prefix = path is null ? "" : path + ".";
        return element.EnumerateObject().Select(member => (member.Name, new JsonField(member.Value, prefix + member.Name)));
    }

    /// <summary>The error of a value that is absent or of another sort.</summary>
    /// <param name="wanted">What it must be, with its article.</param>
    public BadRequestException Wrong(string wanted) => new(
        path,
        Kind switch
        {
            JsonValueKind.Undefined => "it is missing",
            JsonValueKind.Null => "it is null",
            JsonValueKind.Object => "it is an object",
            JsonValueKind.Array => "it is a list",
            JsonValueKind.String => "it is a string",
            JsonValueKind.Number => "it is a number",
            _ => "it is true or false",
        } + $", not {wanted}",
        $"Send {wanted}.");

    private void Require(JsonValueKind kind, string wanted)
    {
        if (Kind != kind)
            throw Wrong(wanted);
    }
}
