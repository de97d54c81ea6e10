namespace Rlar.Rewards.Reading.Words;

/// <summary>
/// The English words that decide a sentence's end after an abbreviation. Punkt learns its own from newspaper text; these lists were written
/// for RLAR and hold what is common.
/// </summary>
internal static class PunktWords
{
    /// <summary>Abbreviations in lower case without their last period.</summary>
    internal static readonly HashSet<string> Abbreviations = new(
        ("mr mrs ms dr prof rev hon gen col maj capt cpt lt sgt cpl adm cmdr gov sen rep pres supt st mt ft jr sr esq inc ltd co corp cos bros dept "
        + "univ assn ave blvd rd jan feb mar apr jun jul aug sept sep oct nov dec mon tues thurs wed fri sat vs etal cf ed eds vol fig figs approx est ext "
        + "u.s u.k u.n u.s.a u.s.s.r e.u d.c l.a n.y n.j n.c s.c n.h n.d s.d w.va i.e e.g a.m p.m ph.d m.d b.a m.a b.s m.s d.d.s j.d m.b.a b.c a.d "
        + "messrs mmes calif conn ariz ark colo fla ga ill ind kan ky mass mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo ala "
        + "a.g s.a n.v b.v s.p.a").Split(' '),
        StringComparer.Ordinal);

    /// <summary>Words that begin a sentence when they have a capital: they are no part of a name.</summary>
    internal static readonly HashSet<string> Starters = new(
        ("the a an this that these those he she it they we i you his her its their our my your but and or so if when while as at after before although though "
        + "because since however moreover nevertheless instead then there here thus still yet in on for from with without under over during despite among "
        + "by to of what who why how where which is are was were do does did have has had can could will would should may might must not no some many "
        + "most all each every both other another such one two also even only now once until unless").Split(' '),
        StringComparer.Ordinal);
}
