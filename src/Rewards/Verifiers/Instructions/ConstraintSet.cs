using System.Text.Json;
using Rlar.Rewards.Reading.Literals;
using Rlar.Rewards.Verifiers.Instructions.Kinds;

namespace Rlar.Rewards.Verifiers.Instructions;

/// <summary>The instructions of one row.</summary>
/// <param name="Instructions">The instructions, in the row's order; at least one.</param>
/// <param name="IsOpenInstruct">
/// Whether they came in one of open-instruct's forms, whose verifier strips the answer before it looks at it; IFEval takes it as it is.
/// </param>
internal sealed record ConstraintSet(IReadOnlyList<Instruction> Instructions, bool IsOpenInstruct)
{
    private const string Forms = """{"instruction_id_list":[…],"kwargs":[{…}]}, {"instruction_id":[…],"kwargs":[{…}]} or {"func_name":"…",…}""";

    /// <summary>Reads the constraints of a row: an object of one of the forms, a list of such objects, or either as a text.</summary>
    /// <param name="constraints">The constraints.</param>
    /// <exception cref="InstructionException">They have no such form, or an instruction in them cannot be checked.</exception>
    internal static ConstraintSet Read(JsonElement constraints)
    {
        var instructions = new List<Instruction>();
        var isOpenInstruct = false;
        Add(constraints, instructions, ref isOpenInstruct, isNested: false);
        return instructions.Count > 0
            ? new ConstraintSet(instructions, isOpenInstruct)
            : throw new InstructionException($"the constraints name no instruction; they are {Forms}");
    }

    /// <summary>Reads constraints that a row has as a text: JSON, or Python's notation, which open-instruct's multi-constraint rows have.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The constraints; null where the text is neither notation or holds no constraints.</returns>
    /// <exception cref="InstructionException">An instruction in them cannot be checked.</exception>
    internal static ConstraintSet? Read(string text) => JsonOrPython.Read(text) is { } value && IsForm(value) ? Read(value) : null;

    private static bool IsForm(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength() > 0 && value.EnumerateArray().All(IsForm),
        JsonValueKind.String => JsonOrPython.Read(value.GetString()!) is { ValueKind: JsonValueKind.Object } inner && IsForm(inner),
        JsonValueKind.Object => Has(value, "func_name") || Has(value, "instruction_id_list") || Has(value, "instruction_id"),
        _ => false,
    };

    private static bool Has(JsonElement value, string field) => value.TryGetProperty(field, out _);

    private static void Add(JsonElement value, List<Instruction> instructions, ref bool isOpenInstruct, bool isNested)
    {
        if (value.ValueKind == JsonValueKind.String
            && JsonOrPython.Read(value.GetString()!) is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } inner)
            (value, isNested) = (inner, isNested && inner.ValueKind == JsonValueKind.Object);
        if (value.ValueKind == JsonValueKind.Array && !isNested)
        {
            foreach (var item in value.EnumerateArray())
                Add(item, instructions, ref isOpenInstruct, isNested: true);
            return;
        }

        if (value.ValueKind != JsonValueKind.Object)
            throw new InstructionException($"the constraints are not of a form that is known, but {Verdict.Quote(value.GetRawText())}; they are {Forms}");
        if (value.TryGetProperty("func_name", out var function))
        {
            isOpenInstruct = true;
            instructions.Add(InstructionCatalog.Create(Text(function, "func_name"), value));
            return;
        }

        isOpenInstruct = isOpenInstruct || Has(value, "instruction_id");
        if (!value.TryGetProperty("instruction_id_list", out var ids) && !value.TryGetProperty("instruction_id", out ids))
            throw new InstructionException($"the constraints have neither instruction_id_list nor func_name; they are {Forms}");
        AddAll(value, ids, instructions);
    }

    private static void AddAll(JsonElement value, JsonElement ids, List<Instruction> instructions)
    {
        if (ids.ValueKind != JsonValueKind.Array)
            throw new InstructionException("the constraints' instruction_id_list is not a list of ids");
        var hasArguments = value.TryGetProperty("kwargs", out var arguments) && arguments.ValueKind != JsonValueKind.Null;
        if (hasArguments && (arguments.ValueKind != JsonValueKind.Array || arguments.GetArrayLength() != ids.GetArrayLength()))
            throw new InstructionException($"the constraints' kwargs are not a list of {ids.GetArrayLength()} objects, one for each of the ids");
        for (var i = 0; i < ids.GetArrayLength(); i++)
        {
            var fields = hasArguments ? arguments[i] : default;
            if (fields.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null or JsonValueKind.Undefined))
                throw new InstructionException($"the constraints' kwargs[{i}] is not an object");
            instructions.Add(InstructionCatalog.Create(Text(ids[i], "instruction_id_list"), fields));
        }
    }

    private static string Text(JsonElement value, string field) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw new InstructionException($"the constraints' {field} holds {Verdict.Quote(value.GetRawText())}, which is no id");
}
