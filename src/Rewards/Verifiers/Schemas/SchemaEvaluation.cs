using System.Runtime.CompilerServices;
using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.Schemas;

/// <summary>One validation of one value: walks schema and value together, counting steps.</summary>
internal sealed partial class SchemaEvaluation(SchemaIndex index, SchemaOptions options)
{
    private static readonly TimeSpan s_patternTime = TimeSpan.FromSeconds(1);
    private readonly List<SchemaError> _errors = [];
    private readonly List<(string? Key, int Index)> _instancePath = [];
    private readonly List<(string? Key, int Index)> _keywordPath = [];
    private readonly List<SchemaResource> _scope = [];
    private TimeSpan _patternTime;
    private string? _undecided;
    private int _steps;
    private int _depth;
    private int _silent;

    // Once nothing more can be written down, the first failure decides.
    private bool IsBrief => _silent > 0 || _errors.Count >= options.MaxErrors || _undecided is not null;

    /// <summary>Validates.</summary>
    public SchemaVerdict Run(Literal instance)
    {
        var isValid = Meets(index.Root.Root, index.Root, instance, null);
        return _undecided is null ? new SchemaVerdict(isValid, isValid ? [] : _errors, null) : new SchemaVerdict(null, [], _undecided);
    }

    /// <summary>Whether a value meets a schema; the parts of it that were judged go into the given set, if any.</summary>
    private bool Meets(Literal schema, SchemaResource resource, Literal instance, EvaluatedParts? parts)
    {
        if (_undecided is not null)
            return false;
        if (++_steps > options.MaxSteps)
            return GiveUp($"the validation takes more than {options.MaxSteps} steps");
        if (_depth >= options.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return GiveUp("the schema leads into itself without an end, or too deep");
        if (schema.Kind == LiteralKind.Boolean)
            return schema.IsTrue || Fail("nothing may stand here");
        if (schema.Members.Contains("$id") || (index.Dialect == SchemaDialect.Draft4 && schema.Members.Contains("id")))
            resource = index.Resources.GetValueOrDefault(schema, resource);
        var entered = _scope.Count == 0 || _scope[^1] != resource;
        if (entered)
            _scope.Add(resource);
        _depth++;
        var meets = MeetsMembers(schema, resource, instance, parts);
        _depth--;
        if (entered)
            _scope.RemoveAt(_scope.Count - 1);
        return meets && _undecided is null;
    }

    private bool MeetsMembers(Literal schema, SchemaResource resource, Literal instance, EvaluatedParts? outer)
    {
        var unevaluatedItems = instance.Kind == LiteralKind.List ? schema.Member("unevaluatedItems") : null;
        var unevaluatedProperties = instance.Kind == LiteralKind.Map ? schema.Member("unevaluatedProperties") : null;
        var isLast = unevaluatedItems is not null || unevaluatedProperties is not null;
        var parts = isLast ? new EvaluatedParts() : outer;
        var meets = true;
        var standsAlone = index.Dialect != SchemaDialect.Current && schema.Members.Contains("$ref");
        foreach (var (keyword, value) in schema.Members)
        {
            if (standsAlone && keyword != "$ref")
                continue;
            _keywordPath.Add((keyword, 0));
            meets &= MeetsKeyword(keyword, value, schema, resource, instance, parts);
            _keywordPath.RemoveAt(_keywordPath.Count - 1);
            if (!meets && IsBrief)
                return false;
        }

        if (unevaluatedItems is not null)
            meets &= Under("unevaluatedItems", () => UnevaluatedItems(unevaluatedItems, resource, instance, parts!));
        if (unevaluatedProperties is not null)
            meets &= Under("unevaluatedProperties", () => UnevaluatedProperties(unevaluatedProperties, resource, instance, parts!));
        if (isLast && meets)
            outer?.Add(parts!);
        return meets;
    }

    private bool MeetsKeyword(string keyword, Literal value, Literal schema, SchemaResource resource, Literal instance, EvaluatedParts? parts)
    {
        switch (keyword)
        {
            case "$ref": return index.References[schema] is var target && Meets(target.Schema, target.Resource, instance, parts);
            case "$dynamicRef": return DynamicReference(index.DynamicReferences[schema], instance, parts);
            case "allOf": return AllOf(value, resource, instance, parts);
            case "anyOf": return AnyOf(value, resource, instance, parts);
            case "oneOf": return OneOf(value, resource, instance, parts);
            case "not": return Not(value, resource, instance);
            case "if": return If(value, schema, resource, instance, parts);
            default:
                return instance.Kind switch
                {
                    LiteralKind.Map => MeetsObjectKeyword(keyword, value, schema, resource, instance, parts),
                    LiteralKind.List => MeetsArrayKeyword(keyword, value, schema, resource, instance, parts),
                    _ => true,
                } && MeetsValueKeyword(keyword, value, schema, instance);
        }
    }

    // The outermost resource that was entered on the way here and has the name decides.
    private bool DynamicReference(SchemaTarget target, Literal instance, EvaluatedParts? parts)
    {
        if (target.DynamicName is { } name)
        {
            foreach (var resource in _scope)
            {
                if (resource.DynamicAnchors.Contains(name))
                    return Meets(resource.Anchors[name], resource, instance, parts);
            }
        }

        return Meets(target.Schema, target.Resource, instance, parts);
    }

    private bool AllOf(Literal schemas, SchemaResource resource, Literal instance, EvaluatedParts? parts)
    {
        var meets = true;
        for (var i = 0; i < schemas.Items.Count; i++)
        {
            meets &= MeetsBranch(schemas, i, resource, instance, parts);
            if (!meets && IsBrief)
                return false;
        }

        return meets;
    }

    private bool AnyOf(Literal schemas, SchemaResource resource, Literal instance, EvaluatedParts? parts)
    {
        var (met, errors) = (0, _errors.Count);
        for (var i = 0; i < schemas.Items.Count && (met == 0 || parts is not null); i++)
            met += MeetsAlternative(schemas, i, resource, instance, parts) ? 1 : 0;
        if (met == 0)
            return Fail("meets none of the alternatives", errors);
        Forget(errors);
        return true;
    }

    private bool OneOf(Literal schemas, SchemaResource resource, Literal instance, EvaluatedParts? parts)
    {
        var (met, errors) = (0, _errors.Count);
        for (var i = 0; i < schemas.Items.Count && met < 2; i++)
            met += MeetsAlternative(schemas, i, resource, instance, parts) ? 1 : 0;
        if (met == 0)
            return Fail("meets none of the alternatives", errors);
        Forget(errors);
        return met == 1 || Fail("meets more than one of the alternatives");
    }

    private bool MeetsAlternative(Literal schemas, int i, SchemaResource resource, Literal instance, EvaluatedParts? parts)
    {
        var own = parts is null ? null : new EvaluatedParts();
        if (!MeetsBranch(schemas, i, resource, instance, own))
            return false;
        parts?.Add(own!);
        return true;
    }

    private bool MeetsBranch(Literal schemas, int i, SchemaResource resource, Literal instance, EvaluatedParts? parts)
    {
        _keywordPath.Add((null, i));
        var meets = Meets(schemas.Items[i], resource, instance, parts);
        _keywordPath.RemoveAt(_keywordPath.Count - 1);
        return meets;
    }

    private bool Not(Literal schema, SchemaResource resource, Literal instance) =>
        !Silently(() => Meets(schema, resource, instance, null)) || Fail("meets what it must not");

    private bool If(Literal condition, Literal schema, SchemaResource resource, Literal instance, EvaluatedParts? parts)
    {
        var own = parts is null ? null : new EvaluatedParts();
        var holds = Silently(() => Meets(condition, resource, instance, own));
        if (holds && own is not null)
            parts!.Add(own);
        var branch = holds ? "then" : "else";
        if (schema.Member(branch) is not { } consequence)
            return true;
        _keywordPath[^1] = (branch, 0);
        return Meets(consequence, resource, instance, parts);
    }

    private bool Silently(Func<bool> test)
    {
        _silent++;
        var result = test();
        _silent--;
        return result;
    }

    private bool Under(string keyword, Func<bool> test)
    {
        _keywordPath.Add((keyword, 0));
        var result = test();
        _keywordPath.RemoveAt(_keywordPath.Count - 1);
        return result;
    }

    private bool MeetsAt(string? key, int i, Literal schema, SchemaResource resource, Literal instance)
    {
        _instancePath.Add((key, i));
        var meets = Meets(schema, resource, instance, null);
        _instancePath.RemoveAt(_instancePath.Count - 1);
        return meets;
    }

    private bool Matches(string pattern, string text)
    {
        var matches = index.Patterns[pattern].IsMatch(text, ref _patternTime);
        if (matches is null || _patternTime > s_patternTime)
            return GiveUp($"the pattern {Verdict.Quote(pattern)} backtracks too long");
        _steps += text.Length / 1000;
        return matches.Value;
    }

    private bool GiveUp(string why)
    {
        _undecided ??= why;
        return false;
    }

    private void Forget(int count)
    {
        if (_errors.Count > count)
            _errors.RemoveRange(count, _errors.Count - count);
    }

    // The error of an applicator stands before those of its branches.
    private bool Fail(string message, int at = -1)
    {
        if (_silent == 0 && (_errors.Count < options.MaxErrors || at >= 0))
            _errors.Insert(at < 0 ? _errors.Count : at, new SchemaError(JsonPointer.Of(_instancePath), JsonPointer.Of(_keywordPath), message));
        if (_errors.Count > options.MaxErrors)
            _errors.RemoveAt(_errors.Count - 1);
        return false;
    }
}
