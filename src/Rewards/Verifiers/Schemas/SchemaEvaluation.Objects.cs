using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.Schemas;

internal sealed partial class SchemaEvaluation
{
    private bool MeetsObjectKeyword(
        string keyword, Literal value, Literal schema, SchemaResource resource, Literal instance, EvaluatedParts? parts) => keyword switch
        {
            "properties" => Properties(value, resource, instance, parts),
            "patternProperties" => PatternProperties(value, resource, instance, parts),
            "additionalProperties" => AdditionalProperties(value, schema, resource, instance, parts),
            "propertyNames" => PropertyNames(value, resource, instance),
            "required" => Required(value, instance, ""),
            "maxProperties" => instance.Members.Count <= Count(value) || Fail($"has {instance.Members.Count} members, at most {value.Show()} allowed"),
            "minProperties" => instance.Members.Count >= Count(value) || Fail($"has {instance.Members.Count} members, at least {value.Show()} needed"),
            "dependentRequired" => Dependent(value, resource, instance, parts),
            "dependentSchemas" => Dependent(value, resource, instance, parts),
            "dependencies" => Dependent(value, resource, instance, parts),
            _ => true,
        };

    private bool Properties(Literal schemas, SchemaResource resource, Literal instance, EvaluatedParts? parts)
    {
        var meets = true;
        foreach (var (name, schema) in schemas.Members)
        {
            if (instance.Member(name) is not { } member)
                continue;
            parts?.Add(name);
            _keywordPath.Add((name, 0));
            meets &= MeetsAt(name, 0, schema, resource, member);
            _keywordPath.RemoveAt(_keywordPath.Count - 1);
            if (!meets && IsBrief)
                return false;
        }

        return meets;
    }

    private bool PatternProperties(Literal schemas, SchemaResource resource, Literal instance, EvaluatedParts? parts)
    {
        var meets = true;
        foreach (var (pattern, schema) in schemas.Members)
        {
            _keywordPath.Add((pattern, 0));
            foreach (var (name, member) in instance.Members)
            {
                if (!Matches(pattern, name))
                    continue;
                parts?.Add(name);
                meets &= MeetsAt(name, 0, schema, resource, member);
                if (!meets && IsBrief)
                    break;
            }

            _keywordPath.RemoveAt(_keywordPath.Count - 1);
        }

        return meets;
    }

    private bool AdditionalProperties(Literal additional, Literal schema, SchemaResource resource, Literal instance, EvaluatedParts? parts)
    {
        var named = schema.Member("properties")?.Members ?? LiteralMap.Empty;
        var patterns = schema.Member("patternProperties")?.Members ?? LiteralMap.Empty;
        var meets = true;
        foreach (var (name, member) in instance.Members)
        {
            if (named.Contains(name) || patterns.Keys.Any(pattern => Matches(pattern, name)))
                continue;
            parts?.Add(name);
            meets &= additional.Kind == LiteralKind.Boolean
                ? additional.IsTrue || Fail($"has the member {Verdict.Quote(name)}, which is not allowed")
                : MeetsAt(name, 0, additional, resource, member);
            if (!meets && IsBrief)
                return false;
        }

        return meets;
    }

    private bool UnevaluatedProperties(Literal schema, SchemaResource resource, Literal instance, EvaluatedParts parts)
    {
        var meets = true;
        foreach (var (name, member) in instance.Members)
        {
            if (parts.Has(name))
                continue;
            meets &= schema.Kind == LiteralKind.Boolean
                ? schema.IsTrue || Fail($"has the member {Verdict.Quote(name)}, which no schema here knows")
                : MeetsAt(name, 0, schema, resource, member);
            if (!meets && IsBrief)
                return false;
        }

        parts.AddAllProperties();
        return meets;
    }

    private bool PropertyNames(Literal schema, SchemaResource resource, Literal instance)
    {
        var meets = true;
        foreach (var name in instance.Members.Keys)
        {
            meets &= MeetsAt(name, 0, schema, resource, Literal.Of(name));
            if (!meets && IsBrief)
                return false;
        }

        return meets;
    }

    private bool Required(Literal names, Literal instance, string because)
    {
        var meets = true;
        foreach (var name in names.Items)
        {
            if (!instance.Members.Contains(name.Text))
                meets = Fail($"lacks the member {Verdict.Quote(name.Text)}{because}");
        }

        return meets;
    }

    // dependentRequired has lists, dependentSchemas has schemas, and the dependencies of older drafts have both.
    private bool Dependent(Literal dependencies, SchemaResource resource, Literal instance, EvaluatedParts? parts)
    {
        var meets = true;
        foreach (var (name, needed) in dependencies.Members)
        {
            if (!instance.Members.Contains(name))
                continue;
            _keywordPath.Add((name, 0));
            meets &= needed.Kind == LiteralKind.List
                ? Required(needed, instance, $", which {Verdict.Quote(name)} needs")
                : Meets(needed, resource, instance, parts);
            _keywordPath.RemoveAt(_keywordPath.Count - 1);
            if (!meets && IsBrief)
                return false;
        }

        return meets;
    }
}
