using System.Globalization;
using System.Text.Json;

namespace Rlar.Server.Dialects;

/// <summary>
/// Writes rewards so that Python reads a float: 1.0 and not 1. Of whole numbers torch makes a tensor of integers, of which there is no mean and no
/// standard deviation, and a batch of rewards of 0 and 1 ends the run.
/// </summary>
internal static class Floats
{
    /// <summary>Writes one.</summary>
    /// <param name="json">Takes it.</param>
    /// <param name="value">The number, finite.</param>
    internal static void WriteFloat(this Utf8JsonWriter json, double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        json.WriteRawValue(text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0", skipInputValidation: true);
    }

    /// <summary>Writes one, or a null.</summary>
    /// <param name="json">Takes it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">The number, finite.</param>
    internal static void WriteFloat(this Utf8JsonWriter json, string name, double? value)
    {
        json.WritePropertyName(name);
        if (value is { } known)
            json.WriteFloat(known);
        else
            json.WriteNullValue();
    }

    /// <summary>Writes one for each item.</summary>
    /// <param name="json">Takes them.</param>
    /// <param name="name">The list's name.</param>
    /// <param name="items">The items.</param>
    /// <param name="number">The number of an item.</param>
    /// <typeparam name="T">What the items are.</typeparam>
    internal static void WriteFloats<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Func<T, double> number)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            json.WriteFloat(number(item));
        json.WriteEndArray();
    }
}
