namespace Rlar.Rewards.Reading.Literals;

/// <summary>
/// Equality of values, deep and without regard to the order of keys. Two senses: JSON Schema's, in which numbers are exact and true is not 1,
/// and Python's, in which 1 == 1.0 == True, floats are doubles and a list is no tuple.
/// </summary>
internal sealed class LiteralEquality : IEqualityComparer<Literal>
{
    private readonly bool _isPython;

    private LiteralEquality(bool isPython) => _isPython = isPython;

    /// <summary>As JSON Schema compares (const, enum, uniqueItems).</summary>
    public static LiteralEquality Json { get; } = new(isPython: false);

    /// <summary>As Python's == compares what json.loads or ast.literal_eval gave.</summary>
    public static LiteralEquality Python { get; } = new(isPython: true);

    /// <inheritdoc/>
    public bool Equals(Literal? x, Literal? y)
    {
        if (x is null || y is null || ReferenceEquals(x, y))
            return ReferenceEquals(x, y);
        if (_isPython && Figure(x) is { } left && Figure(y) is { } right)
            return SameFigure(left, right);
        return x.Kind == y.Kind && x.Kind switch
        {
            LiteralKind.Null => true,
            LiteralKind.Boolean => x.IsTrue == y.IsTrue,
            LiteralKind.Number => x.Number.HasSameValue(y.Number),
            LiteralKind.Text or LiteralKind.Name => x.Text == y.Text,
            LiteralKind.Map => SameMembers(x.Members, y.Members),
            _ => SameItems(x.Items, y.Items),
        };
    }

    /// <inheritdoc/>
    public int GetHashCode(Literal obj)
    {
        switch (obj.Kind)
        {
            case LiteralKind.Boolean or LiteralKind.Number:
                return _isPython ? Figure(obj)!.ToDouble().GetHashCode() : HashCode.Combine(obj.Kind, obj.IsTrue, obj.Number.Digits, obj.Number.Exponent);
            case LiteralKind.Text or LiteralKind.Name:
                return obj.Text.GetHashCode(StringComparison.Ordinal);
            case LiteralKind.Map:
                var members = obj.Members.Count;
                foreach (var (key, value) in obj.Members)
                    members += HashCode.Combine(key, GetHashCode(value)); // a sum, since the order of keys does not count
                return members;
            case LiteralKind.Null:
                return 0;
            default:
                var items = new HashCode();
                foreach (var item in obj.Items)
                    items.Add(GetHashCode(item));
                return items.ToHashCode();
        }
    }

    private static LiteralNumber? Figure(Literal value) => value.Kind switch
    {
        LiteralKind.Number => value.Number,
        LiteralKind.Boolean => value.IsTrue ? LiteralNumber.Of("1") : LiteralNumber.Of("0"),
        _ => null,
    };

    private static bool SameFigure(LiteralNumber left, LiteralNumber right)
    {
        if (left.IsIntegerLiteral && right.IsIntegerLiteral)
            return left.HasSameValue(right);
        return left.ToDouble() == right.ToDouble();
    }

    private bool SameItems(IReadOnlyList<Literal> x, IReadOnlyList<Literal> y)
    {
        if (x.Count != y.Count)
            return false;
        for (var i = 0; i < x.Count; i++)
        {
            if (!Equals(x[i], y[i]))
                return false;
        }

        return true;
    }

    private bool SameMembers(LiteralMap x, LiteralMap y)
    {
        if (x.Count != y.Count)
            return false;
        foreach (var (key, value) in x)
        {
            if (y.TryGet(key) is not { } other || !Equals(value, other))
                return false;
        }

        return true;
    }
}
