using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.Schemas;

internal sealed partial class SchemaEvaluation
{
    private bool MeetsArrayKeyword(
        string keyword, Literal value, Literal schema, SchemaResource resource, Literal instance, EvaluatedParts? parts)
    {
        switch (keyword)
        {
            case "prefixItems": return Prefix(value, resource, instance, parts);
            case "items" when value.Kind == LiteralKind.List: return Prefix(value, resource, instance, parts); // drafts up to 2019-09
            case "items": return Rest(value, schema.Member("prefixItems")?.Items.Count ?? 0, resource, instance, parts);
            case "additionalItems" when schema.Member("items") is { Kind: LiteralKind.List } prefix:
                return Rest(value, prefix.Items.Count, resource, instance, parts);
            case "contains": return Contains(value, schema, resource, instance, parts);
            case "uniqueItems": return !value.IsTrue || Unique(instance);
            case "maxItems": return instance.Items.Count <= Count(value) || Fail($"has {instance.Items.Count} items, at most {value.Show()} allowed");
            case "minItems": return instance.Items.Count >= Count(value) || Fail($"has {instance.Items.Count} items, at least {value.Show()} needed");
            default: return true;
        }
    }

    private bool Prefix(Literal schemas, SchemaResource resource, Literal instance, EvaluatedParts? parts)
    {
        var meets = true;
        var count = Math.Min(schemas.Items.Count, instance.Items.Count);
        for (var i = 0; i < count; i++)
        {
            _keywordPath.Add((null, i));
            meets &= MeetsAt(null, i, schemas.Items[i], resource, instance.Items[i]);
            _keywordPath.RemoveAt(_keywordPath.Count - 1);
            if (!meets && IsBrief)
                return false;
        }

        parts?.AddPrefix(count);
        return meets;
    }

    private bool Rest(Literal schema, int from, SchemaResource resource, Literal instance, EvaluatedParts? parts)
    {
        var meets = true;
        for (var i = from; i < instance.Items.Count; i++)
        {
            meets &= MeetsAt(null, i, schema, resource, instance.Items[i]);
            if (!meets && IsBrief)
                return false;
        }

        parts?.AddPrefix(instance.Items.Count);
        return meets;
    }

    private bool UnevaluatedItems(Literal schema, SchemaResource resource, Literal instance, EvaluatedParts parts)
    {
        var meets = true;
        for (var i = 0; i < instance.Items.Count; i++)
        {
            if (!parts.HasItem(i))
                meets &= MeetsAt(null, i, schema, resource, instance.Items[i]);
            if (!meets && IsBrief)
                return false;
        }

        parts.AddPrefix(instance.Items.Count);
        return meets;
    }

    private bool Contains(Literal wanted, Literal schema, SchemaResource resource, Literal instance, EvaluatedParts? parts)
    {
        var least = schema.Member("minContains") is { } min ? Count(min) : 1;
        var most = schema.Member("maxContains") is { } max ? Count(max) : int.MaxValue;
        var found = 0;
        _silent++;
        for (var i = 0; i < instance.Items.Count && (parts is not null || found <= most); i++)
        {
            if (!MeetsAt(null, i, wanted, resource, instance.Items[i]))
                continue;
            found++;
            parts?.AddItem(i);
            if (parts is null && found >= least && most == int.MaxValue)
                break;
        }

        _silent--;
        if (found < least)
            return Fail($"contains {found} items of the kind wanted, at least {least} needed");
        return found <= most || Fail($"contains more than {most} items of the kind wanted");
    }

    private bool Unique(Literal instance)
    {
        var seen = new HashSet<Literal>(instance.Items.Count, LiteralEquality.Json);
        _steps += instance.Items.Count;
        foreach (var item in instance.Items)
        {
            if (!seen.Add(item))
                return Fail($"holds {item.Show()} twice");
        }

        return true;
    }
}
