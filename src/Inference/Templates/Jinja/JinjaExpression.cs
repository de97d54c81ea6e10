namespace Rlar.Inference.Templates.Jinja;

/// <summary>What has a value.</summary>
internal abstract class JinjaExpression
{
    /// <summary>Its value among the names of a scope.</summary>
    internal object? Of(JinjaScope scope)
    {
        scope.Budget.Step();
        scope.Budget.Enter();
        var value = Value(scope);
        scope.Budget.Leave();
        return value;
    }

    /// <summary>Its value.</summary>
    protected abstract object? Value(JinjaScope scope);
}

/// <summary>A value as it stands.</summary>
internal sealed class JinjaConstant(object? value) : JinjaExpression
{
    protected override object? Value(JinjaScope scope) => value;
}

/// <summary>A name.</summary>
internal sealed class JinjaName(string name) : JinjaExpression
{
    internal string Name { get; } = name;

    protected override object? Value(JinjaScope scope) => scope[Name];
}

/// <summary>A list or tuple.</summary>
internal sealed class JinjaItems(IReadOnlyList<JinjaExpression> items) : JinjaExpression
{
    internal IReadOnlyList<JinjaExpression> Items { get; } = items;

    protected override object? Value(JinjaScope scope) => Items.Select(item => item.Of(scope)).ToList();
}

/// <summary>A mapping.</summary>
internal sealed class JinjaPairs(IReadOnlyList<(JinjaExpression Key, JinjaExpression Value)> pairs) : JinjaExpression
{
    protected override object? Value(JinjaScope scope)
    {
        var map = new JinjaMap();
        foreach (var (key, value) in pairs)
            map[JinjaValues.AsText(key.Of(scope)).Value] = value.Of(scope);
        return map;
    }
}

/// <summary><c>a.b</c> or <c>a[b]</c>.</summary>
internal sealed class JinjaMember(JinjaExpression whole, JinjaExpression key, string? attribute) : JinjaExpression
{
    internal JinjaExpression Whole { get; } = whole;

    /// <summary>The name after a dot; null for an index.</summary>
    internal string? Attribute { get; } = attribute;

    protected override object? Value(JinjaScope scope)
    {
        var from = Whole.Of(scope);
        if (from is JinjaText)
            scope.Budget.Read(from);
        return Attribute is not null && JinjaMethods.Has(from, Attribute)
            ? throw JinjaException.Unknown($"the method '{Attribute}' that is not called")
            : JinjaValues.Member(from, key.Of(scope), scope.Budget);
    }
}

/// <summary><c>a[from:to:by]</c>.</summary>
internal sealed class JinjaPart(JinjaExpression whole, JinjaExpression? from, JinjaExpression? to, JinjaExpression? by) : JinjaExpression
{
    protected override object? Value(JinjaScope scope) =>
        JinjaValues.Slice(whole.Of(scope), from?.Of(scope), to?.Of(scope), by?.Of(scope), scope.Budget);
}

/// <summary><c>one if condition else other</c>.</summary>
internal sealed class JinjaChoice(JinjaExpression condition, JinjaExpression one, JinjaExpression? other) : JinjaExpression
{
    protected override object? Value(JinjaScope scope) =>
        JinjaValues.IsTrue(condition.Of(scope)) ? one.Of(scope) : other is null ? new JinjaUndefined("the value of an if without else") : other.Of(scope);
}

/// <summary><c>and</c> and <c>or</c>, whose value is that of a side.</summary>
internal sealed class JinjaEither(JinjaExpression left, JinjaExpression right, bool isAnd) : JinjaExpression
{
    protected override object? Value(JinjaScope scope)
    {
        var value = left.Of(scope);
        return JinjaValues.IsTrue(value) == isAnd ? right.Of(scope) : value;
    }
}

/// <summary><c>not</c>.</summary>
internal sealed class JinjaNot(JinjaExpression operand) : JinjaExpression
{
    protected override object? Value(JinjaScope scope) => !JinjaValues.IsTrue(operand.Of(scope));
}

/// <summary>Comparisons in a row, each of which must hold.</summary>
internal sealed class JinjaComparison(JinjaExpression first, IReadOnlyList<(string Sign, JinjaExpression Operand)> rest) : JinjaExpression
{
    protected override object? Value(JinjaScope scope)
    {
        var left = first.Of(scope);
        foreach (var (sign, operand) in rest)
        {
            var right = operand.Of(scope);
            var holds = sign switch
            {
                "==" => JinjaValues.AreEqual(left, right, scope.Budget),
                "!=" => !JinjaValues.AreEqual(left, right, scope.Budget),
                "in" => JinjaValues.IsIn(left, right, scope.Budget),
                "not in" => !JinjaValues.IsIn(left, right, scope.Budget),
                "<" => JinjaValues.Compare(left, right) < 0,
                "<=" => JinjaValues.Compare(left, right) <= 0,
                ">" => JinjaValues.Compare(left, right) > 0,
                _ => JinjaValues.Compare(left, right) >= 0,
            };
            if (!holds)
                return false;
            left = right;
        }

        return true;
    }
}

/// <summary>Arithmetic, and what joins texts and lists.</summary>
internal sealed class JinjaSum(string sign, JinjaExpression left, JinjaExpression right) : JinjaExpression
{
    protected override object? Value(JinjaScope scope)
    {
        var (one, other) = (left.Of(scope), right.Of(scope));
        if (sign is "~" or "+" && (one as JinjaUnknown ?? other as JinjaUnknown) is { } unknown)
            return unknown;
        if (sign == "~" || (sign == "+" && one is JinjaText && other is JinjaText))
        {
            var (before, after) = (JinjaValues.Written(one), JinjaValues.Written(other));
            scope.Budget.Characters((long)before.Value.Length + after.Value.Length);
            return JinjaText.Join([before, after]);
        }

        if (sign == "+" && one is List<object?> first && other is List<object?> second)
        {
            scope.Budget.Items((long)first.Count + second.Count);
            return first.Concat(second).ToList();
        }

        if (one is double or bool || other is double or bool
            || (sign is "*" or "%" && (one is JinjaText or List<object?> || other is JinjaText or List<object?>)))
            throw JinjaException.Unknown($"'{sign}' of {JinjaValues.Kind(one)} and {JinjaValues.Kind(other)}");
        if (one is not long a || other is not long b)
            throw JinjaException.Refused($"'{sign}' of {JinjaValues.Kind(one)} and {JinjaValues.Kind(other)}");
        if (sign is "//" or "%" && b == 0)
            throw JinjaException.Refused("a division by 0");
        try
        {
            return sign switch
            {
                "+" => checked(a + b),
                "-" => checked(a - b),
                "*" => checked(a * b),
                "//" => (a / b) - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0),
                "%" => ((a % b) + b) % b,
                _ => throw JinjaException.Unknown($"'{sign}' of numbers"),
            };
        }
        catch (OverflowException)
        {
            throw JinjaException.Unknown("a whole number of more than 64 bits");
        }
    }
}

/// <summary>A filter: <c>value|name(arguments)</c>.</summary>
internal sealed class JinjaFilter(string name, JinjaExpression operand, JinjaCallArguments arguments) : JinjaExpression
{
    protected override object? Value(JinjaScope scope) => JinjaFilters.Apply(name, operand.Of(scope), arguments.Of(scope));
}

/// <summary>A test: <c>value is name arguments</c>.</summary>
internal sealed class JinjaTest(string name, JinjaExpression operand, JinjaCallArguments arguments) : JinjaExpression
{
    protected override object? Value(JinjaScope scope) => JinjaTests.Holds(name, operand.Of(scope), arguments.Of(scope));
}

/// <summary>A call: of a method of a value, or of a function.</summary>
internal sealed class JinjaCall(JinjaExpression function, JinjaCallArguments arguments) : JinjaExpression
{
    protected override object? Value(JinjaScope scope)
    {
        var given = arguments.Of(scope);
        if (function is JinjaMember { Attribute: { } method } member)
        {
            var whole = member.Whole.Of(scope);
            if (JinjaMethods.Has(whole, method))
                return JinjaMethods.Call(whole, method, given);
            return Call(JinjaValues.Member(whole, JinjaText.Of(method), scope.Budget), given);
        }

        return Call(function.Of(scope), given);
    }

    private static object? Call(object? called, JinjaArguments given) => called switch
    {
        JinjaFunction known => known(given),
        JinjaUndefined { Name: "strftime_now" } => new JinjaUnknown("the date of today (strftime_now), with which rewards would change from day to day,"),
        JinjaUndefined missing => throw JinjaException.Refused($"'{missing.Name}' is undefined and cannot be called"),
        _ => throw JinjaException.Refused($"{JinjaValues.Kind(called)} cannot be called"),
    };
}

/// <summary>The arguments of a call as they are written.</summary>
/// <param name="Values">By place.</param>
/// <param name="Named">By name.</param>
internal sealed record JinjaCallArguments(IReadOnlyList<JinjaExpression> Values, IReadOnlyList<(string Name, JinjaExpression Value)> Named)
{
    /// <summary>No arguments.</summary>
    internal static JinjaCallArguments None { get; } = new([], []);

    /// <summary>Their values.</summary>
    internal JinjaArguments Of(JinjaScope scope)
    {
        var named = new JinjaMap();
        foreach (var (name, value) in Named)
            named[name] = value.Of(scope);
        return new JinjaArguments([.. Values.Select(value => value.Of(scope))], named, scope.Budget);
    }
}
