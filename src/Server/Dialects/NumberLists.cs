using System.Text.Json;

namespace Rlar.Server.Dialects;

/// <summary>Writes lists of numbers.</summary>
internal static class NumberLists
{
    /// <summary>Writes one number for each item.</summary>
    /// <param name="json">Takes it.</param>
    /// <param name="name">The list's name.</param>
    /// <param name="items">The items.</param>
    /// <param name="number">The number of an item.</param>
    /// <typeparam name="T">What the items are.</typeparam>
    internal static void WriteNumbers<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Func<T, double> number)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            json.WriteNumberValue(number(item));
        json.WriteEndArray();
    }
}
