using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>Compares one call with what is expected of it, by the rules of BFCL's AST checker.</summary>
internal static class CallComparison
{
    /// <summary>Why a call is not the expected one; null where it is.</summary>
    public static string? Difference(ToolCallRequest call, ExpectedCall expected, DeclaredTool? declared)
    {
        if (call.Name != expected.Name)
            return $"calls {Verdict.Quote(call.Name)}, not {Verdict.Quote(expected.Name)}";
        if (call.Positional.Count > 0)
            return $"{call.Name} gets arguments without a name";
        var arguments = call.Arguments;
        foreach (var required in declared?.Required ?? [])
        {
            if (!arguments.Contains(required))
                return $"{call.Name} lacks the required parameter {Verdict.Quote(required)}";
        }

        foreach (var (name, value) in arguments)
        {
            if (declared is not null && !declared.Parameters.Contains(name))
                return $"{call.Name} has no parameter {Verdict.Quote(name)}";
            if (expected.Parameters.TryGet(name) is not { } alternatives)
                return $"{call.Name} gets {Verdict.Quote(name)}, which is not expected";
            var schema = declared?.Parameters.TryGet(name);
            var difference = call.IsUntyped
                ? UntypedDifference(name, value.Text, alternatives.Items, schema, expected.HasAlternatives)
                : ValueDifference(name, value, alternatives.Items, schema, expected.HasAlternatives);
            if (difference is not null)
                return $"{call.Name}: {difference}";
        }

        var missing = expected.Parameters.Keys.FirstOrDefault(name => !arguments.Contains(name) && !expected.MayLack(name));
        return missing is null ? null : $"{call.Name} lacks {Verdict.Quote(missing)}, which is expected";
    }

    // A form that writes no types asks for any value that its text can stand for.
    private static string? UntypedDifference(string name, string text, IReadOnlyList<Literal> alternatives, Literal? schema, bool nested)
    {
        string? difference = null;
        foreach (var reading in UntypedArgument.Readings(text, schema))
        {
            if (ValueDifference(name, reading, alternatives, schema, nested) is not { } other)
                return null;
            difference = other;
        }

        return difference;
    }

    private static string? ValueDifference(string name, Literal value, IReadOnlyList<Literal> alternatives, Literal? schema, bool nested)
    {
        var type = schema?.Member("type") is { Kind: LiteralKind.Text } declared ? declared.Text : null;
        if (type is not null && !ParameterType.Fits(value, type, schema!, alternatives))
            return $"{Verdict.Quote(name)} is {Shown(value)}, not of the type {type}";
        var isVariable = type is not null && ParameterType.AreVariables(alternatives, type);
        return alternatives.Any(alternative => isVariable ? IsWritten(value, alternative) : SameValue(value, alternative, nested))
            ? null
            : $"{Verdict.Quote(name)} is {Shown(value)}, expected {string.Join(" or ", alternatives.Where(a => !IsMark(a)).Take(3).Select(a => a.Show()))}";
    }

    /// <summary>Whether a value is an alternative: texts standardised, numbers by value, the items of lists in order, dictionaries by key.</summary>
    internal static bool SameValue(Literal value, Literal alternative, bool nested)
    {
        if (ParameterType.TextOf(value) is { } text)
            return ParameterType.TextOf(alternative) is { } expected && ParameterType.Standardized(text) == ParameterType.Standardized(expected);
        if (IsSequence(value) && IsSequence(alternative))
            return value.Items.Count == alternative.Items.Count && value.Items.Zip(alternative.Items).All(pair => SameValue(pair.First, pair.Second, nested));
        if (value.Kind != LiteralKind.Map || alternative.Kind != LiteralKind.Map)
            return value.Kind == alternative.Kind && LiteralEquality.Python.Equals(value, alternative);
        return value.Members.All(member => alternative.Member(member.Key) is { } expected && SameMember(member.Value, expected, nested))
            && alternative.Members.All(member => value.Member(member.Key) is not null || (nested && member.Value.Items.Any(IsMark)));
    }

    // A variable's name, where the declaration names another type, is compared as it is written.
    private static bool IsWritten(Literal value, Literal alternative) => ParameterType.TextOf(value) is { } text
        ? text == ParameterType.TextOf(alternative)
        : LiteralEquality.Python.Equals(value, alternative);

    private static bool SameMember(Literal value, Literal expected, bool nested) => nested && expected.Kind == LiteralKind.List
        ? expected.Items.Any(alternative => SameValue(value, alternative, nested))
        : SameValue(value, expected, nested);

    private static bool IsSequence(Literal value) => value.Kind is LiteralKind.List or LiteralKind.Tuple;

    private static bool IsMark(Literal value) => value is { Kind: LiteralKind.Text, Text.Length: 0 };

    private static string Shown(Literal value) => $"{value.KindName()} {value.Show()}";
}
