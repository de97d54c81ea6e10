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
        if (Named(call, declared) is not { } arguments)
            return $"{call.Name} gets arguments without a name, and {(declared is null ? "no declaration says which they are" : "more than it has")}";
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
            if (ValueDifference(name, value, alternatives.Items, declared?.Parameters.TryGet(name), expected.HasAlternatives) is { } difference)
                return $"{call.Name}: {difference}";
        }

        var missing = expected.Parameters.Keys.FirstOrDefault(name => !arguments.Contains(name) && !expected.MayLack(name));
        return missing is null ? null : $"{call.Name} lacks {Verdict.Quote(missing)}, which is expected";
    }

    /// <summary>The arguments by name, those without one named by the declaration; null where there are too many or there is none.</summary>
    private static LiteralMap? Named(ToolCallRequest call, DeclaredTool? declared)
    {
        if (call.Positional.Count == 0)
            return call.Arguments;
        if (declared is null || call.Positional.Count > declared.Parameters.Count)
            return null;
        var named = new LiteralMap();
        for (var i = 0; i < call.Positional.Count; i++)
            named.Add(declared.Parameters.Keys[i], call.Positional[i]);
        return call.Arguments.All(argument => named.Add(argument.Key, argument.Value)) ? named : null;
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
