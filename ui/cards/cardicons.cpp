// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/cardicons.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace linnet::ui::cards {

namespace {

using Names = QHash<QString, QString>;

// First words of Material names, the longest that fits counts: "calendar_month" is a "calendar".
const Names &materialNames()
{
    static const Names names = [] {
        struct Row
        {
            const char *ours;
            const char *theirs;
        };
        static constexpr Row rows[] = {
            {"account", "account_circle account_box manage_accounts face"},
            {"airplane", "airplane airplanemode flight travel local_airport connecting_airports"},
            {"app", "smart_toy robot android"},
            {"arrow-down", "arrow_downward south"},
            {"arrow-up", "arrow_upward north trending_up upgrade"},
            {"attach", "attachment attach_file attach"},
            {"audio", "audio graphic_eq mic headset headphones speaker volume_up music_note"},
            {"bed", "hotel bed king_bed single_bed local_hotel"},
            {"bell", "notifications notification add_alert campaign"},
            {"bell-off", "notifications_off notifications_paused volume_off"},
            {"bookmark", "bookmark bookmarks book menu_book collections_bookmark"},
            {"bug", "bug_report bug adb pest_control"},
            {"bus", "directions_bus bus airport_shuttle"},
            {"calendar",
             "calendar event event_available event_note today date_range schedule_send "
             "edit_calendar"},
            {"car", "directions_car car local_taxi electric_car garage"},
            {"card", "card_membership credit_card badge loyalty wallet payment"},
            {"cart", "shopping_cart add_shopping_cart shopping local_grocery_store"},
            {"check", "check done task_alt verified how_to_reg fact_check"},
            {"check-all", "done_all checklist"},
            {"check-box", "check_box check_box_outline_blank select_check_box"},
            {"chevron-down", "expand_more keyboard_arrow_down arrow_drop_down expand"},
            {"chevron-left", "chevron_left arrow_back keyboard_arrow_left west"},
            {"chevron-right", "chevron_right arrow_forward keyboard_arrow_right east"},
            {"chevron-up", "expand_less keyboard_arrow_up arrow_drop_up"},
            {"clock",
             "schedule pending access_time alarm timer timelapse history update watch hourglass "
             "hourglass_empty pending_actions"},
            {"close", "close cancel clear block highlight_off do_not_disturb"},
            {"code", "code terminal integration_instructions data_object"},
            {"copy", "content_copy copy file_copy"},
            {"direct", "chat chat_bubble message sms comment forum textsms question_answer"},
            {"document",
             "description article assignment note notes summarize feed text_snippet "
             "receipt_long post_add draft docs"},
            {"download", "download file_download get_app cloud_download save_alt"},
            {"edit", "edit edit_note mode_edit create draw border_color"},
            {"emoji", "mood sentiment_satisfied emoji emoji_emotions add_reaction tag_faces"},
            {"eye", "visibility preview remove_red_eye"},
            {"eye-off", "visibility_off"},
            {"failed", "error error_outline dangerous report report_problem_off gpp_bad"},
            {"file", "insert_drive_file file picture_as_pdf folder_zip"},
            {"filter", "filter filter_list filter_alt sort tune"},
            {"flight-arrival", "flight_land"},
            {"flight-departure", "flight_takeoff"},
            {"folder", "folder folder_open folder_shared drive_folder_upload"},
            {"group", "groups diversity workspaces"},
            {"heart", "favorite heart volunteer_activism"},
            {"home", "home house cottage"},
            {"image",
             "image photo insert_photo panorama wallpaper photo_camera camera add_a_photo"},
            {"info",
             "info help help_outline contact_support live_help quiz lightbulb tips_and_updates"},
            {"key", "key vpn_key password"},
            {"link", "link insert_link add_link share"},
            {"list", "list format_list_bulleted view_list toc reorder assignment_turned_in rule"},
            {"lock", "lock lock_open security shield admin_panel_settings verified_user https"},
            {"mail",
             "mail email gmail mark_email_read mark_email_unread drafts forward_to_inbox inbox "
             "contact_mail alternate_email"},
            {"map-pin",
             "location_on place pin_drop map location my_location near_me room add_location "
             "person_pin"},
            {"menu", "menu drag_handle"},
            {"minus", "remove remove_circle indeterminate_check_box"},
            {"money",
             "attach_money monetization_on paid payments euro money currency_exchange "
             "request_quote price_check account_balance savings"},
            {"more", "more_vert more_horiz more"},
            {"offer", "local_offer sell label style discount tag"},
            {"open-external", "open_in_new launch open_in_browser exit_to_app"},
            {"people", "group people supervisor_account people_alt diversity_3 family_restroom"},
            {"person",
             "person person_outline account perm_identity contacts contact_page boy man woman "
             "person_add person_search how_to_vote"},
            {"phone", "call phone local_phone smartphone phone_in_talk contact_phone"},
            {"pin", "push_pin keep"},
            {"play", "play_arrow play_circle smart_display slideshow not_started"},
            {"plus", "add add_circle add_box add_task library_add"},
            {"restaurant",
             "restaurant restaurant_menu local_dining dining lunch_dining local_cafe coffee "
             "fastfood cake local_pizza"},
            {"retry", "refresh replay autorenew sync restart_alt cached loop rotate_right repeat"},
            {"reply", "reply undo reply_all"},
            {"search", "search manage_search find_in_page travel_explore zoom_in"},
            {"seat", "event_seat chair weekend airline_seat_recline_normal"},
            {"send", "send outbox"},
            {"settings",
             "settings build construction handyman tune_settings engineering "
             "miscellaneous_services"},
            {"speed",
             "speed timeline analytics query_stats insights bar_chart leaderboard monitoring "
             "assessment show_chart poll equalizer ssid_chart"},
            {"star", "star grade stars star_rate auto_awesome"},
            {"store",
             "store storefront shop local_mall business domain apartment corporate_fare warehouse"},
            {"stage", "theater_comedy mic_external_on speaker_notes artist"},
            {"thumb-down", "thumb_down"},
            {"thumb-up", "thumb_up recommend"},
            {"ticket", "confirmation_number local_activity local_play airplane_ticket"},
            {"train", "train directions_railway subway tram directions_transit"},
            {"trash", "delete delete_forever delete_outline auto_delete"},
            {"video", "videocam video video_call duo video_camera_front movie"},
            {"warning",
             "warning warning_amber priority_high report_problem notification_important"},
        };
        Names made;
        for (const Row &row : rows) {
            const QStringList theirs = QString::fromLatin1(row.theirs).split(u' ');
            for (const QString &name : theirs)
                made.insert(name, QString::fromLatin1(row.ours));
        }
        return made;
    }();
    return names;
}

// The longest beginning, or failing that the longest end, that has a name.
QString nearest(const QStringList &words)
{
    for (qsizetype from = 0; from < words.size(); ++from) {
        for (qsizetype length = words.size() - from; length > 0; --length) {
            QString found = materialNames().value(words.mid(from, length).join(u'_'));
            if (!found.isEmpty())
                return found;
        }
    }
    return {};
}

} // namespace

QString iconOfKnown(const QString &name)
{
    static const Names names{{u"AIRPLANE"_s, u"airplane"_s},
                             {u"BOOKMARK"_s, u"bookmark"_s},
                             {u"BUS"_s, u"bus"_s},
                             {u"CAR"_s, u"car"_s},
                             {u"CLOCK"_s, u"clock"_s},
                             {u"CONFIRMATION_NUMBER_ICON"_s, u"ticket"_s},
                             {u"DESCRIPTION"_s, u"document"_s},
                             {u"DOLLAR"_s, u"money"_s},
                             {u"EMAIL"_s, u"mail"_s},
                             {u"EVENT_PERFORMER"_s, u"stage"_s},
                             {u"EVENT_SEAT"_s, u"seat"_s},
                             {u"FLIGHT_ARRIVAL"_s, u"flight-arrival"_s},
                             {u"FLIGHT_DEPARTURE"_s, u"flight-departure"_s},
                             {u"HOTEL"_s, u"bed"_s},
                             {u"HOTEL_ROOM_TYPE"_s, u"key"_s},
                             {u"INVITE"_s, u"calendar"_s},
                             {u"MAP_PIN"_s, u"map-pin"_s},
                             {u"MEMBERSHIP"_s, u"card"_s},
                             {u"MULTIPLE_PEOPLE"_s, u"people"_s},
                             {u"OFFER"_s, u"offer"_s},
                             {u"PERSON"_s, u"person"_s},
                             {u"PHONE"_s, u"phone"_s},
                             {u"RESTAURANT_ICON"_s, u"restaurant"_s},
                             {u"SHOPPING_CART"_s, u"cart"_s},
                             {u"STAR"_s, u"star"_s},
                             {u"STORE"_s, u"store"_s},
                             {u"TICKET"_s, u"ticket"_s},
                             {u"TRAIN"_s, u"train"_s},
                             {u"VIDEO_CAMERA"_s, u"video"_s},
                             {u"VIDEO_PLAY"_s, u"play"_s}};
    return names.value(name.toUpper());
}

QString iconOfMaterial(const QString &name)
{
    if (name.isEmpty())
        return {};
    const QString found
        = nearest(name.left(64).toLower().split(u'_', Qt::SkipEmptyParts).mid(0, 6));
    return found.isEmpty() ? u"shapes"_s : found;
}

QStringList materialIcons()
{
    QStringList icons = materialNames().values();
    icons.removeDuplicates();
    icons.append(u"shapes"_s);
    return icons;
}

QString iconOfAddress(const QString &address)
{
    if (address.isEmpty())
        return {};
    QString file = address.left(1024).toLower();
    file = file.left(file.indexOf(u'?'));
    file = file.section(u'/', -1).section(u'.', 0, 0);
    file.replace(u'-', u'_');
    QStringList words = file.left(64).split(u'_', Qt::SkipEmptyParts);
    static const QStringList noise{u"icon"_s, u"outline"_s,      u"baseline"_s, u"round"_s,
                                   u"gm"_s,   u"black"_s,        u"white"_s,    u"grey"_s,
                                   u"gray"_s, u"24dp"_s,         u"48dp"_s,     u"36dp"_s,
                                   u"64"_s,   u"googlesymbols"_s};
    words.removeIf([](const QString &word) { return noise.contains(word); });
    const QString found = nearest(words.mid(0, 6));
    return found.isEmpty() ? u"image"_s : found;
}

} // namespace linnet::ui::cards
