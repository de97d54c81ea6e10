using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>A call as a reference expects it: for each parameter what it may be.</summary>
/// <param name="Name">The tool's name.</param>
/// <param name="Parameters">By parameter, a list of alternatives, among which "" says that it may be left out.</param>
/// <param name="HasAlternatives">Whether the reference writes alternatives (BFCL's possible answers), inside of dictionaries too.</param>
internal sealed record ExpectedCall(string Name, LiteralMap Parameters, bool HasAlternatives)
{
    /// <summary>Takes a call as a reference writes it. In the form {"f": {"a": […]}} lists are alternatives where every value is one.</summary>
    public static ExpectedCall Of(ToolCallRequest call, string form)
    {
        if (form == "named" && call.Arguments.All(argument => argument.Value.Kind == LiteralKind.List))
            return new ExpectedCall(call.Name, call.Arguments, true);
        var parameters = new LiteralMap();
        foreach (var (name, value) in call.Arguments)
            parameters.Add(name, Literal.Of([value]));
        return new ExpectedCall(call.Name, parameters, false);
    }

    /// <summary>Whether a parameter may be left out.</summary>
    public bool MayLack(string parameter) =>
        HasAlternatives && Parameters.TryGet(parameter)!.Items.Any(item => item is { Kind: LiteralKind.Text, Text.Length: 0 });
}
