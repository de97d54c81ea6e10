using System.Globalization;

namespace Rlar.Inference.Templates.Jinja;

/// <summary>What Python does with values: null, bool, long, double, <see cref="JinjaText"/>, lists, <see cref="JinjaMap"/>, functions, undefined.</summary>
internal static class JinjaValues
{
    /// <summary>Whether a value counts as true.</summary>
    internal static bool IsTrue(object? value) => value switch
    {
        null or JinjaUndefined => false,
        bool flag => flag,
        JinjaUnknown unknown => throw JinjaException.Unknown(unknown.What),
        long whole => whole != 0,
        double real => real != 0,
        JinjaText text => text.Value.Length > 0,
        List<object?> list => list.Count > 0,
        JinjaMap { IsNamespace: false } map => map.Count > 0,
        _ => true,
    };

    /// <summary>Whether two values are equal.</summary>
    internal static bool AreEqual(object? one, object? other, JinjaBudget budget)
    {
        budget.Enter();
        budget.Step();
        var equal = SameValue(one, other, budget);
        budget.Leave();
        return equal;
    }

    private static bool SameValue(object? one, object? other, JinjaBudget budget)
    {
        if ((one as JinjaUnknown ?? other as JinjaUnknown) is { } unknown)
            throw JinjaException.Unknown(unknown.What);
        if (Number(one) is { } a && Number(other) is { } b)
            return a == b;
        return (one, other) switch
        {
            (null, null) or (JinjaUndefined, JinjaUndefined) => true,
            (JinjaText left, JinjaText right) => left.Equals(right),
            (List<object?> left, List<object?> right) =>
                left.Count == right.Count && left.Zip(right).All(pair => AreEqual(pair.First, pair.Second, budget)),
            // A namespace equals itself alone.
            (JinjaMap { IsNamespace: false } left, JinjaMap { IsNamespace: false } right) => left.Count == right.Count
                && left.All(pair => right.TryGetValue(pair.Key, out var value) && AreEqual(pair.Value, value, budget)),
            _ => ReferenceEquals(one, other) && one is not null,
        };
    }

    /// <summary>Below, at or above 0 as the one is less than, equal to or greater than the other.</summary>
    internal static int Compare(object? one, object? other) =>
        Number(one) is { } a && Number(other) is { } b ? a.CompareTo(b)
        : one is JinjaText left && other is JinjaText right ? string.CompareOrdinal(left.Value, right.Value)
        : throw JinjaException.Refused($"{Kind(one)} and {Kind(other)} have no order");

    /// <summary>Whether the one is in the other.</summary>
    internal static bool IsIn(object? item, object? whole, JinjaBudget budget) => whole switch
    {
        JinjaText text when item is JinjaText part => Contains(text, part, budget),
        List<object?> list => list.Exists(value => AreEqual(value, item, budget)),
        JinjaMap map => item is JinjaText key && map.ContainsKey(key.Value),
        JinjaUndefined => false,
        _ => throw JinjaException.Refused($"{Kind(item)} cannot be in {Kind(whole)}"),
    };

    /// <summary>The number that a value is; null where it is none.</summary>
    internal static double? Number(object? value) => value switch { long whole => whole, double real => real, bool flag => flag ? 1 : 0, _ => null };

    /// <summary>The whole number that a value is.</summary>
    internal static long Whole(object? value) => value switch
    {
        long whole => whole,
        bool flag => flag ? 1 : 0,
        _ => throw JinjaException.Refused($"{Kind(value)} is no whole number"),
    };

    /// <summary>The text that a value is.</summary>
    internal static JinjaText AsText(object? value) => value as JinjaText ?? throw JinjaException.Refused($"{Kind(value)} is no text");

    /// <summary>The text of a value, as Python writes it.</summary>
    internal static JinjaText Written(object? value) => value switch
    {
        JinjaText text => text,
        JinjaUndefined => JinjaText.Empty,
        null => JinjaText.Of("None"),
        bool flag => JinjaText.Of(flag ? "True" : "False"),
        long whole => JinjaText.Of(whole.ToString(CultureInfo.InvariantCulture)),
        JinjaUnknown unknown => throw JinjaException.Unknown(unknown.What),
        _ => throw JinjaException.Unknown($"{Kind(value)} written as Python writes it"),
    };

    /// <summary>The items of what can be gone through.</summary>
    internal static List<object?> Items(object? value, JinjaBudget budget)
    {
        switch (value)
        {
            case List<object?> list:
                return list;
            case JinjaMap { IsNamespace: false } map:
                budget.Items(map.Count);
                return [.. map.Keys.Select(key => JinjaText.Of(key))];
            case JinjaText text:
                budget.Items(text.Value.Length);
                return [.. text.Points()];
            case JinjaUndefined:
                return [];
            default:
                throw JinjaException.Refused($"{Kind(value)} has no items");
        }
    }

    /// <summary>A member by attribute or index; undefined where there is none.</summary>
    internal static object? Member(object? value, object? key, JinjaBudget budget)
    {
        switch (value)
        {
            case JinjaUnknown unknown:
                throw JinjaException.Unknown(unknown.What);
            case JinjaUndefined missing:
                throw JinjaException.Refused($"'{missing.Name}' is undefined");
            case JinjaMap map:
                return key is JinjaText name && map.TryGetValue(name.Value, out var found) ? found : new JinjaUndefined(Written(key).Value);
            case JinjaText text when key is long place && text.Length == text.Value.Length:
                place += place < 0 ? text.Length : 0;
                return place >= 0 && place < text.Length ? text.Slice((int)place, 1) : new JinjaUndefined("a character");
            case List<object?> or JinjaText when key is long at:
                var items = value as List<object?> ?? Items(value, budget);
                at += at < 0 ? items.Count : 0;
                return at >= 0 && at < items.Count ? items[(int)at] : new JinjaUndefined("an item");
            default:
                return new JinjaUndefined(key is JinjaText member ? member.Value : "a member");
        }
    }

    /// <summary>The part of a list or text from one place to another by steps, as Python cuts.</summary>
    internal static object? Slice(object? value, object? from, object? to, object? by, JinjaBudget budget)
    {
        budget.Read(value);
        if (value is not (List<object?> or JinjaText))
            throw JinjaException.Refused($"{Kind(value)} has no parts");
        // Most texts have a unit for each code point, so that no list of them is needed.
        var units = value is JinjaText whole && whole.Length == whole.Value.Length ? whole : null;
        var items = units is null ? Items(value, budget) : [];
        var count = units?.Length ?? items.Count;
        var step = by is null ? 1 : Whole(by);
        if (step == 0)
            throw JinjaException.Refused("a part with steps of 0");
        long Place(object? place, long absent)
        {
            if (place is null)
                return absent;
            var at = Whole(place);
            at += at < 0 ? count : 0;
            return step > 0 ? Math.Clamp(at, 0, count) : Math.Clamp(at, -1, count - 1);
        }

        var (start, end) = (Place(from, step > 0 ? 0 : count - 1), Place(to, step > 0 ? count : -1));
        if (units is not null && step == 1)
        {
            budget.Characters(Math.Max(0, end - start));
            return units.Slice((int)start, (int)(end - start));
        }

        if (units is not null)
            items = Items(units, budget);
        budget.Items((long)(((Int128)(step > 0 ? Math.Max(0, end - start) : Math.Max(0, start - end)) / Int128.Abs(step)) + 1));
        var taken = new List<object?>();
        for (Int128 at = start; step > 0 ? at < end : at > end; at += step)
            taken.Add(items[(int)at]);
        return value is JinjaText ? JinjaText.Join([.. taken.Cast<JinjaText>()]) : taken;
    }

    private static bool Contains(JinjaText text, JinjaText part, JinjaBudget budget)
    {
        budget.Read(text);
        return text.Value.Contains(part.Value, StringComparison.Ordinal);
    }

    /// <summary>What a value is called in errors.</summary>
    internal static string Kind(object? value) => value switch
    {
        null => "none",
        bool => "a truth value",
        long or double => "a number",
        JinjaText => "a text",
        List<object?> => "a list",
        JinjaMap => "a mapping",
        JinjaUndefined missing => $"'{missing.Name}', which is undefined,",
        _ => "a function",
    };
}

/// <summary>A name or member that is not there.</summary>
/// <param name="Name">Which.</param>
internal sealed record JinjaUndefined(string Name);

/// <summary>What RLAR does not know, such as the date; a template is refused where it looks at it, and not where it only hands it on.</summary>
/// <param name="What">What it is.</param>
internal sealed record JinjaUnknown(string What);

/// <summary>A mapping; its keys keep their order.</summary>
internal sealed class JinjaMap : OrderedDictionary<string, object?>
{
    /// <summary>Whether its members may be set: <c>namespace(…)</c>.</summary>
    internal bool IsNamespace { get; init; }
}

/// <summary>What can be called with values and named values.</summary>
internal delegate object? JinjaFunction(JinjaArguments arguments);
